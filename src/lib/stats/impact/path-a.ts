import { afterBets, betCentre, BETS, bettingEvidence, type BettingScale, type ScorePair } from './betting.ts';
import { concurrentFit, NO_PAIRS, withPair, type ConcurrentTotals, type Sample } from './concurrent.ts';
import { logEvidence, mixturePrecision, type Fit } from './e-process.ts';
import { PATH_A } from './path-a-method.ts';

/** What path A knows of one release × one score. Nothing in it is ever changed, so that peeking is pushing. */
export type PathA = Readonly<{
	totals: ConcurrentTotals;
	/** Log wealth of each bet. */
	wealth: Float64Array;
	/** Buckets in which both versions had answers. */
	buckets: number;
	/** Answers of both versions in all buckets so far. */
	seen: Readonly<{ n: number; sum: number }>;
}>;

export const PATH_A_START: PathA = {
	totals: NO_PAIRS,
	wealth: new Float64Array(BETS),
	buckets: 0,
	seen: { n: 0, sum: 0 }
};

export type PathAEvidence = Readonly<{
	fit: Fit;
	precision: number;
	standardError: number;
	/** Log evidence of the t e-process, and of the exact bets. */
	logEvidence: number;
	exact: number;
	/** What a decision may rest on: the smaller of both while either version has few answers, then the first. */
	decisive: number;
	/** Enough buckets and answers to decide. */
	ready: boolean;
}>;

/** Number, sum and sum of squares of counted scores. */
export function sampleOf(counts: readonly number[], scores: readonly number[]): Sample {
	let [n, sum, sumsq] = [0, 0, 0];
	scores.forEach((score, index) => {
		const count = counts[index] ?? 0;
		n += count;
		sum += count * score;
		sumsq += count * score ** 2;
	});
	return { n, sum, sumsq };
}

/**
 * Path A after one more bucket, given as its strata: one where no segments are known. Also the way to peek: what it
 * returns for an open bucket is thrown away.
 */
export function afterBucket(path: PathA, scale: BettingScale, strata: readonly ScorePair[]): PathA {
	const centre = betCentre(scale, path.seen);
	let { totals, wealth } = path;
	let { n, sum } = path.seen;
	for (const pair of strata) {
		const older = sampleOf(pair.older, scale.scores);
		const newer = sampleOf(pair.newer, scale.scores);
		totals = withPair(totals, older, newer);
		// Strata of one bucket are bet on with what was known before the bucket.
		wealth = afterBets(wealth, scale, pair, centre);
		n += older.n + newer.n;
		sum += older.sum + newer.sum;
	}
	const buckets = path.buckets + (totals.pairs > path.totals.pairs ? 1 : 0);
	return { totals, wealth, buckets, seen: { n, sum } };
}

/**
 * What path A says now of new − old.
 * @param minimumEffect smallest effect that matters, in the score's unit
 * @returns `null` while nothing can be compared
 */
export function pathAEvidence(path: PathA, scale: BettingScale, minimumEffect: number): PathAEvidence | null {
	const fit = concurrentFit(path.totals, scale.variance);
	if (!fit) return null;
	const precision = mixturePrecision((PATH_A.targetSpan / minimumEffect) ** 2);
	const dispersion = fit.residuals / fit.df;
	const evidence = logEvidence(fit, precision);
	const exact = bettingEvidence(path.wealth, dispersion);
	const fewest = Math.min(path.totals.oldN, path.totals.newN);
	return {
		fit,
		precision,
		standardError: Math.sqrt(dispersion / fit.information),
		logEvidence: evidence,
		exact,
		decisive: fewest < PATH_A.exactBelow ? Math.min(evidence, exact) : evidence,
		ready: path.buckets >= PATH_A.buckets && fewest >= PATH_A.respondents
	};
}
