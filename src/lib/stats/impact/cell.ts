import type { ConcurrentCell } from './concurrent-cell.ts';

/** Number of values, their sum, and the sum of their squares, in the metric's own unit. */
export type Moments = Readonly<{ n: number; sum: number; sumsq: number }>;

/**
 * What one analysis bucket holds. One value per respondent: where a customer is known only the first answer in the
 * bucket counts. A share has values 0 and 1, NPS −100, 0 and 100. Of a volume `n` is the count and nothing else is read.
 */
export type Bucket = Moments &
	Readonly<{
		/** Of the bucket's start in the product's time zone: 0 to 23. */
		hourOfDay: number;
		/** Of the bucket's start in the product's time zone: 0 is Monday. */
		weekday: number;
		/** All, low and high answers: what `SELECTION` compares. Left out where the metric has no such answers. */
		volumes?: Readonly<{ all: number; low: number; high: number }>;
		/** Of a volume: what could have answered (sessions, active users); 1 when left out. */
		exposure?: number;
		/** Share of answers from the new version, 0 to 1, where it is known; 1 after the release when left out. */
		newShare?: number;
		/** Answers of each source of the product, in the order of `sources` of the cell. */
		sources?: readonly number[];
		/** Answers of each segment, in the order of `segments` of the cell. */
		segments?: readonly Moments[];
		/** Answers that mention each topic, in the order of `topics` of the cell. */
		topics?: readonly Moments[];
		/** Values of control series that the release cannot touch. */
		controls?: readonly number[];
	}>;

/** Another release of the product, by its first bucket on the cell's axis; may lie before the first bucket. */
export type OtherRelease = Readonly<{
	version: string;
	bucket: number;
	/** Whether its own effect on this metric was established: then it keeps its step beyond 28 days. */
	established?: boolean;
}>;

/**
 * One release × one metric: all that the method looks at. Plain and JSON-able. `buckets` are the closed ones in order,
 * one for every width from the start of the pre-window, also where nobody answered; `releaseAt` is the index of the
 * first bucket after the release (buckets are anchored there, none straddles it).
 */
export type ImpactCell = Readonly<{
	kind: 'mean' | 'share' | 'volume';
	/** Which way is better. */
	direction: 'higher' | 'lower';
	/** Smallest effect that matters, in the metric's unit; of a volume the ratio − 1. */
	minimumEffect: number;
	/** Whether people chose to answer (reviews, prompted surveys), so that `SELECTION` may arise. */
	voluntary: boolean;
	rollout: 'instant' | 'gradual';
	/** 1, 2, 4, 6, 12 or 24. */
	widthHours: number;
	releaseAt: number;
	buckets: readonly Bucket[];
	otherReleases: readonly OtherRelease[];
	sources?: readonly string[];
	segments?: readonly Readonly<{ attribute: string; name: string }>[];
	topics?: readonly Readonly<{ name: string; aboutProduct: boolean }>[];
	/** Old and new version side by side, where both have answers. */
	concurrent?: ConcurrentCell;
}>;
