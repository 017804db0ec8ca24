import { pooledVariance, within, type Sample } from './concurrent.ts';
import type { Fit } from './e-process.ts';

/** Answers of those who have adopted by now and of those who have not, in one bucket, also before the release. */
export type CohortBucket = Readonly<{
	others: Sample;
	adopters: Sample;
	/** Share of the adopters' answers that were given after their own adoption, 0 to 1. */
	adopted: number;
}>;

/**
 * Difference-in-differences where people chose themselves when to adopt: what adoption added to the gap that adopters
 * showed before. The gap itself, the intercept, may be anything.
 * @param priorVariance of one answer before the release, or `null`
 * @returns `null` while adopters were not seen both before and after adopting
 * @see Angrist & Pischke (2009), Mostly Harmless Econometrics, ch. 5
 */
export function adoptionFit(buckets: readonly CohortBucket[], priorVariance: number | null): Fit | null {
	const both = buckets.filter(({ others, adopters }) => others.n > 0 && adopters.n > 0);
	const pairs = both.map(({ others, adopters, adopted }) => ({
		others,
		adopters,
		adopted,
		gap: adopters.sum / adopters.n - others.sum / others.n,
		weight: (others.n * adopters.n) / (others.n + adopters.n)
	}));
	const df = pairs.length - 2;
	if (df < 1) return null;
	const sum = (term: (pair: (typeof pairs)[number]) => number): number =>
		pairs.reduce((total, pair) => total + term(pair), 0);
	const weight = sum((pair) => pair.weight);
	const meanAdopted = sum((pair) => pair.weight * pair.adopted) / weight;
	const meanGap = sum((pair) => pair.weight * pair.gap) / weight;
	const leverage = sum((pair) => pair.weight * (pair.adopted - meanAdopted) ** 2);
	const othersVariance = pooledVariance(
		sum((p) => within(p.others)),
		sum((p) => p.others.n - 1),
		priorVariance
	);
	const adoptersVariance = pooledVariance(
		sum((p) => within(p.adopters)),
		sum((p) => p.adopters.n - 1),
		priorVariance
	);
	if (leverage <= 1e-9 * weight || othersVariance === null || adoptersVariance === null) return null;
	const variance = (pair: (typeof pairs)[number]): number =>
		othersVariance / pair.others.n + adoptersVariance / pair.adopters.n;
	const spread = sum((pair) => pair.weight ** 2 * variance(pair));
	if (spread <= 0) return null;
	const estimate = sum((pair) => pair.weight * (pair.adopted - meanAdopted) * (pair.gap - meanGap)) / leverage;
	const noise = sum((pair) => (pair.weight * (pair.adopted - meanAdopted)) ** 2 * variance(pair));
	const left = sum((pair) => pair.weight * (pair.gap - meanGap - estimate * (pair.adopted - meanAdopted)) ** 2);
	return { estimate, information: leverage ** 2 / noise, residuals: Math.max((left * weight) / spread, df), df };
}
