import type { Reason } from './reason.ts';

export type VerdictName =
	'improved' | 'regressed' | 'no-meaningful-change' | 'too-early' | 'undecided' | 'not-identifiable';

/** An effect in the metric's unit (of a volume as ratio − 1) with its ends; `null` is an end not yet in sight. */
export type EffectInterval = Readonly<{ effect: number; low: number | null; high: number | null }>;

/** A place on the board of all cells: what board correction asks of this cell. A cell alone has `ALONE`. */
export type BoardPlace = Readonly<{
	/** Evidence (not its logarithm) that this cell needs to be selected. */
	threshold: number;
	/** Level of the interval shown; 1 − coverage. */
	alpha: number;
	/** Number of cells on the board. */
	cells: number;
	/** `threshold` as it was in force at each closed bucket since the release; `threshold` beyond its end. */
	thresholds?: readonly number[];
}>;

/** When a direction was first established. `bucket` counts closed buckets since the release: 1 is the first. */
export type Established = Readonly<{
	bucket: number;
	verdict: 'improved' | 'regressed';
	logEvidence: number;
	threshold: number;
}>;

/** When and how the change began. `hours` after the release; a burst fades. */
export type Onset = Readonly<{ shape: 'step' | 'burst'; hours: number }>;

/** What one path alone says. */
export type PathSummary = EffectInterval &
	Readonly<{ standardError: number; logEvidence: number; minimumDetectableEffect: number | null }>;

/** Everything a verdict's chip, sentence and gates need; cheap enough for every tick. Counts of buckets are since the release. */
export type ImpactOutcome = Omit<EffectInterval, 'effect'> &
	Readonly<{
		verdict: VerdictName;
		/** `null` while there is nothing to estimate it from. */
		effect: number | null;
		path: 'concurrent' | 'before-after';
		reasons: readonly Reason[];
		/** Also beyond the minimum meaningful effect. */
		meaningful: boolean;
		/** Of "no meaningful change": the interval still excludes 0. */
		slight: 'improvement' | 'regression' | null;
		/** Established once, but the interval holds 0 again. */
		fading: boolean;
		/** Evidence is past 20 but the board asks for more. */
		signal: boolean;
		logEvidence: number;
		threshold: number;
		alpha: number;
		minimumEffect: number;
		/** Smallest effect that would have been seen by now with power 0.8. */
		minimumDetectableEffect: number | null;
		/** The same at the end of the window. */
		finalDetectableEffect: number | null;
		/** Closed buckets since the release at which it is decided, if the effect stays as it is. */
		decidableAt: number | null;
		decidableAs: 'effect' | 'no-meaningful-change' | null;
		established: Established | null;
		onset: Onset;
		/** `value` is the mean or the share; of a volume the count per bucket; `null` where nobody answered. */
		before: Readonly<{ n: number; value: number | null }>;
		after: Readonly<{ n: number; value: number | null }>;
		paths: Readonly<{ concurrent: PathSummary | null; beforeAfter: PathSummary | null }>;
		/** Closed buckets since the release. */
		closed: number;
		method: number;
	}>;

/** One point of the funnel and of the evidence chart, after `bucket` closed buckets since the release. */
export type ImpactPoint = Readonly<{ bucket: number; logEvidence: number }> & EffectInterval;

/** One bucket of the counterfactual chart, by its index in the cell; the band is there since the release. */
export type CounterfactualPoint = Readonly<{
	bucket: number;
	/** In the metric's unit; of a volume the count. */
	observed: number | null;
	masked: boolean;
	forecast: Readonly<{ mean: number; low: number; high: number }> | null;
}>;

/** What the page of one release draws; made on request, not each tick. */
export type ImpactCharts = Readonly<{
	counterfactual: readonly CounterfactualPoint[];
	funnel: readonly ImpactPoint[];
	/** Weeks without a release in which the method looked for an effect before it, and in how many it saw one. */
	placebo: Readonly<{ weeks: number; seen: number; largestT: number; kappa: number }>;
	effectByAge: readonly (EffectInterval & Readonly<{ fromHours: number; toHours: number; n: number }>)[];
	/** Noise models by weight, heaviest first. */
	noise: readonly Readonly<{ weight: number; phi: number; fast: number; slow: number; slope: number }>[];
	/** Information on the effect now, and as projected for the end of the window. */
	information: Readonly<{ now: number; final: number }>;
	/** Effect without each other thing that could explain it: topics, the mix of segments, or together with another release. */
	alternatives: readonly (EffectInterval &
		Readonly<{ without: 'topic' | 'mix' | 'bundle' | 'outage'; name: string }>)[];
}>;
