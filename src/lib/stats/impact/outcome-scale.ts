import type { Bucket, ImpactCell } from './cell.ts';

/** How a bucket becomes an outcome of the model: centred, in standard deviations of a typical bucket's sampling. */
export type OutcomeScale = Readonly<{
	centre: number;
	/** Standard deviation of a typical bucket's sampling: what the model's effects are multiplied by. */
	unit: number;
	/** Prior precision of another release's step, in those units. */
	stepPrecision: number;
	/** Outcome in the metric's unit, of a volume its logarithm; `null` where there is none. */
	valueOf: (bucket: Bucket) => number | null;
	/** Measurement variance of the bucket against a typical one's. */
	varianceOf: (bucket: Bucket) => number;
	/** Answers that a bucket at this hour of the week had on average before the release. */
	expectedOf: HourlyCount;
	/** The same, and nought where nobody ever answered. */
	meanOf: HourlyCount;
}>;

export type HourlyCount = (bucket: Pick<Bucket, 'hourOfDay' | 'weekday'>) => number;

/** Standard deviation of another release's effect, in standard deviations of one response; of a volume in logarithms. */
const STEP_SD = { response: 0.35, volume: 0.5 } as const;

/** No bucket is expected to hold less than this. */
const LEAST_COUNT = 0.5;

const median = (values: readonly number[]): number => {
	const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? 1;
};

const HOURS_OF_WEEK = 168;

const slotOf = ({ hourOfDay, weekday }: Pick<Bucket, 'hourOfDay' | 'weekday'>): number => weekday * 24 + hourOfDay;

/** Mean count by hour of the week; by the whole where an hour was never seen. */
export function hourlyMean(before: readonly Bucket[], countOf: (bucket: Bucket) => number = ({ n }) => n): HourlyCount {
	const totals = new Float64Array(HOURS_OF_WEEK);
	const seen = new Float64Array(HOURS_OF_WEEK);
	let total = 0;
	for (const bucket of before) {
		const slot = slotOf(bucket);
		const n = countOf(bucket);
		totals[slot] = (totals[slot] ?? 0) + n;
		seen[slot] = (seen[slot] ?? 0) + 1;
		total += n;
	}
	const overall = total / Math.max(1, before.length);
	const means = totals.map((sum, slot) => ((seen[slot] ?? 0) > 0 ? sum / (seen[slot] ?? 1) : overall));
	return (bucket) => means[slotOf(bucket)] ?? overall;
}

const expectedCounts = (before: readonly Bucket[]): Pick<OutcomeScale, 'expectedOf' | 'meanOf'> => {
	const meanOf = hourlyMean(before);
	return { meanOf, expectedOf: (bucket) => Math.max(LEAST_COUNT, meanOf(bucket)) };
};

/** Variance of one response: pooled within buckets; of a share that of the pooled share. */
export function responseVariance(before: readonly Bucket[], kind: 'mean' | 'share'): number {
	const all = { n: 0, sum: 0, sumsq: 0 };
	const within = { squares: 0, df: 0 };
	for (const { n, sum, sumsq } of before) {
		all.n += n;
		all.sum += sum;
		all.sumsq += sumsq;
		if (n > 1) {
			within.squares += sumsq - sum ** 2 / n;
			within.df += n - 1;
		}
	}
	if (all.n === 0) return 1;
	const overall = all.sumsq / all.n - (all.sum / all.n) ** 2;
	const variance = kind === 'mean' && within.df > 0 ? within.squares / within.df : overall;
	if (variance > 0) return variance;
	// Everybody answered the same: as if one of two more had not.
	return Math.max(overall, (Math.abs(all.sum / all.n) || 1) ** 2 / (all.n + 2));
}

function scoreScale(before: readonly Bucket[], kind: 'mean' | 'share'): OutcomeScale {
	const variance = responseVariance(before, kind);
	const typical = median(before.map(({ n }) => n));
	const n = before.reduce((sum, bucket) => sum + bucket.n, 0);
	return {
		centre: n > 0 ? before.reduce((sum, bucket) => sum + bucket.sum, 0) / n : 0,
		unit: Math.sqrt(variance / typical),
		stepPrecision: 1 / (typical * STEP_SD.response ** 2),
		valueOf: (bucket) => (bucket.n > 0 ? bucket.sum / bucket.n : null),
		varianceOf: (bucket) => typical / bucket.n,
		...expectedCounts(before)
	};
}

/** Logarithm of a count, or of a rate where exposure is known. */
const logVolume = ({ n, exposure }: Bucket): number | null =>
	exposure === undefined ? Math.log(n + 0.5) : exposure > 0 ? Math.log((n + 0.5) / exposure) : null;

function volumeScale(before: readonly Bucket[]): OutcomeScale {
	const { expectedOf, meanOf } = expectedCounts(before);
	const typical = median(before.map(expectedOf));
	const values = before.flatMap((bucket) => logVolume(bucket) ?? []);
	return {
		centre: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
		unit: Math.sqrt(1 / typical),
		stepPrecision: 1 / (typical * STEP_SD.volume ** 2),
		valueOf: logVolume,
		varianceOf: (bucket) => typical / expectedOf(bucket),
		expectedOf,
		meanOf
	};
}

/** How buckets of this metric become outcomes, learnt from those before the release alone. */
export const outcomeScale = (kind: ImpactCell['kind'], before: readonly Bucket[]): OutcomeScale =>
	kind === 'volume' ? volumeScale(before) : scoreScale(before, kind);
