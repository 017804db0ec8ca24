import type { Grain } from '#lib/charts/bucket-points.ts';

/** About how long a bucket is; enough to choose by. */
const LENGTH_MS: Readonly<Record<Grain, number>> = {
	minute: 60_000,
	hour: 3_600_000,
	day: 86_400_000,
	week: 604_800_000,
	month: 2_629_800_000
};
export const GRAINS = ['minute', 'hour', 'day', 'week', 'month'] as const satisfies readonly Grain[];

/** More would be narrower than a line is wide. */
const MOST_BUCKETS = 400;
/** By default a chart has no more than this. */
const COMFORTABLE_BUCKETS = 200;
/** Fewer than this is a list of numbers, not a trend. */
const FEWEST_BUCKETS = 4;
/** A rate is steady enough to be read from this many answers in a bucket on. */
const ANSWERS_PER_BUCKET = 20;

/** The grains that a range may be cut into. */
export const possibleGrains = (rangeMs: number): Grain[] =>
	GRAINS.filter((grain) => rangeMs / LENGTH_MS[grain] <= MOST_BUCKETS);

/** For volumes: the finest grain that still has room. */
export function grainOf(rangeMs: number): Grain {
	const roomy = GRAINS.filter((grain) => grain !== 'minute' || rangeMs <= 3 * LENGTH_MS.hour);
	return roomy.find((grain) => rangeMs / LENGTH_MS[grain] <= COMFORTABLE_BUCKETS) ?? 'month';
}

/**
 * For rates: the finest grain from `finest` on whose median bucket has enough answers, else the coarsest that still
 * shows a course of things.
 * @param median answers in the middle bucket when cut into that grain
 */
export function rateGrainOf(rangeMs: number, finest: Grain, median: (grain: Grain) => number): Grain {
	const from = GRAINS.indexOf(finest);
	const coarser = GRAINS.slice(from + 1).filter((grain) => rangeMs / LENGTH_MS[grain] >= FEWEST_BUCKETS);
	const candidates = [finest, ...coarser];
	return candidates.find((grain) => median(grain) >= ANSWERS_PER_BUCKET) ?? candidates.at(-1) ?? finest;
}

/** The next coarser grain that a range can be cut into; `null` when there is none. */
export function coarserGrain(rangeMs: number, grain: Grain): Grain | null {
	const next = GRAINS[GRAINS.indexOf(grain) + 1];
	return next && rangeMs > LENGTH_MS[next] ? next : null;
}
