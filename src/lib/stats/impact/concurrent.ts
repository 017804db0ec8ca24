import type { Fit } from './e-process.ts';
import { PATH_A } from './path-a-method.ts';

/** Number of values, their sum, and the sum of their squares. */
export type Sample = Readonly<{ n: number; sum: number; sumsq: number }>;

/** All that is kept of buckets in which old and new version both had answers, so that a bucket costs the same forever. */
export type ConcurrentTotals = Readonly<{
	pairs: number;
	weight: number;
	/** Of new − old, and of its square, each times its weight. */
	gap: number;
	gapSquare: number;
	/** Of squared weights, each over the version's own number of answers. */
	oldSpread: number;
	newSpread: number;
	/** Sum of squares inside buckets, and its degrees of freedom. */
	oldWithin: number;
	oldWithinDf: number;
	newWithin: number;
	newWithinDf: number;
	oldN: number;
	newN: number;
}>;

export const NO_PAIRS: ConcurrentTotals = {
	pairs: 0,
	weight: 0,
	gap: 0,
	gapSquare: 0,
	oldSpread: 0,
	newSpread: 0,
	oldWithin: 0,
	oldWithinDf: 0,
	newWithin: 0,
	newWithinDf: 0,
	oldN: 0,
	newN: 0
};

/** Sum of squared distances from the sample's own mean; rounding cannot carry it below 0. */
export const within = ({ n, sum, sumsq }: Sample): number => Math.max(0, sumsq - sum ** 2 / n);

/**
 * The totals with one more bucket, or with one more stratum of it. Where only one version has answers nothing changes:
 * a roll-out in stages cannot bias the difference, only slow it.
 */
export function withPair(totals: ConcurrentTotals, older: Sample, newer: Sample): ConcurrentTotals {
	if (older.n === 0 || newer.n === 0) return totals;
	const gap = newer.sum / newer.n - older.sum / older.n;
	const weight = (older.n * newer.n) / (older.n + newer.n);
	return {
		pairs: totals.pairs + 1,
		weight: totals.weight + weight,
		gap: totals.gap + weight * gap,
		gapSquare: totals.gapSquare + weight * gap ** 2,
		oldSpread: totals.oldSpread + weight ** 2 / older.n,
		newSpread: totals.newSpread + weight ** 2 / newer.n,
		oldWithin: totals.oldWithin + within(older),
		oldWithinDf: totals.oldWithinDf + older.n - 1,
		newWithin: totals.newWithin + within(newer),
		newWithinDf: totals.newWithinDf + newer.n - 1,
		oldN: totals.oldN + older.n,
		newN: totals.newN + newer.n
	};
}

/** Variance inside buckets, drawn towards the one from before the release; `null` when there is neither. */
export function pooledVariance(withinSum: number, df: number, prior: number | null): number | null {
	const weight = prior === null ? 0 : PATH_A.varianceWeight;
	return weight + df > 0 ? ((prior ?? 0) * weight + withinSum) / (weight + df) : null;
}

/**
 * Difference new − old inside the same buckets, so that season, trend and shocks cancel. Differences that scatter more
 * than sampling explains widen it; ones that scatter less never narrow it.
 * @param priorVariance of one answer before the release, or `null`
 * @returns `null` while there are fewer than two pairs, or while every answer is the same
 * @see Mantel & Haenszel (1959), JNCI 22:719-748, for the weights
 */
export function concurrentFit(totals: ConcurrentTotals, priorVariance: number | null): Fit | null {
	const { pairs, weight, gap, gapSquare } = totals;
	const oldVariance = pooledVariance(totals.oldWithin, totals.oldWithinDf, priorVariance);
	const newVariance = pooledVariance(totals.newWithin, totals.newWithinDf, priorVariance);
	if (pairs < 2 || oldVariance === null || newVariance === null) return null;
	const spread = oldVariance * totals.oldSpread + newVariance * totals.newSpread;
	if (spread <= 0) return null;
	const estimate = gap / weight;
	const df = pairs - 1;
	const scatter = ((gapSquare - weight * estimate ** 2) * weight) / spread;
	return { estimate, information: weight ** 2 / spread, residuals: Math.max(scatter, df), df };
}
