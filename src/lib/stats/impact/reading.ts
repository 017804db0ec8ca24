import type { Reason } from './reason.ts';

/** Ends of an interval; `null` while out of sight. */
export type Ends = Readonly<{ low: number | null; high: number | null }>;

/** Number of respondents and their mean; of a volume the count and the rate a bucket. */
export type Level = Readonly<{ n: number; value: number | null }>;

/** What one path says at one moment, in the unit of its model: the metric's own, of a volume the logarithm of a ratio. */
export type Reading = Readonly<{
	effect: number;
	standardError: number;
	/** What a direction may rest on. */
	logEvidence: number;
	/** The interval that holds at all times at once with chance 1 − alpha. */
	interval: (alpha: number) => Ends;
	/** Half the interval's width and the standard error at so many hours after the release, if last week repeats. */
	project: (hours: number, alpha: number) => Readonly<{ radius: number | null; standardError: number }>;
	/** Enough closed buckets and answers to decide by this path. */
	ready: boolean;
	before: Level;
	after: Level;
	/** What this path alone can tell: gates, waits and cautions. */
	reasons: readonly Reason[];
}>;
