import type { Metric } from './metric.ts';

/** What is said of a release and a metric. */
export const VERDICTS = [
	'improved',
	'regressed',
	'no-meaningful-change',
	'too-early',
	'undecided',
	'not-identifiable'
] as const;

export type VerdictName = (typeof VERDICTS)[number];

export const PATHS = ['concurrent', 'before-after'] as const;

/** A number of answers and what they say; `value` is `null` where there are none. */
export type VerdictSide = Readonly<{ n: number; value: number | null }>;

/** Why there is no verdict yet, or what must be read beside it; `message` is for who has no words of their own. */
export type VerdictReason = Readonly<{
	code: string;
	message: string;
	/** The numbers behind it, and a topic's, a version's or a segment's names; not all ways bring them. */
	values?: Readonly<Record<string, number>>;
	names?: readonly string[];
}>;

/**
 * What a release did to a metric, as it leaves the API. `effect`, `low` and `high` are in `unit` (shares 0…1, volumes as
 * ratio − 1), `null` where nothing is known or no end is in sight. Times are RFC 3339, data time: ends of buckets.
 */
export type Verdict = Readonly<{
	metric: string;
	path: (typeof PATHS)[number];
	verdict: VerdictName;
	reasons: readonly VerdictReason[];
	effect: number | null;
	low: number | null;
	high: number | null;
	unit: Metric['unit'];
	evidence: number;
	threshold: number;
	minimumMeaningfulEffect: number;
	minimumDetectableEffect: number | null;
	decidableAt: string | null;
	firstEstablishedAt: string | null;
	before: VerdictSide;
	after: VerdictSide;
	method: number;
}>;

/** A verdict beside the version it is about. */
export type ReleaseVerdict = Readonly<{ release: string; verdict: Verdict }>;
