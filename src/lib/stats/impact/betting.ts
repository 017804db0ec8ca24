import { PATH_A } from './path-a-method.ts';

/** Sizes of the bets, each for the new version and against it, over the variance of one answer. */
const STAKES = [0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32];

/** Number of bets: what `wealth` holds. */
export const BETS = 2 * STAKES.length;

/** Counts of each score of both versions in one bucket, lowest score first. */
export type ScorePair = Readonly<{ older: readonly number[]; newer: readonly number[] }>;

/** The scores' values in order, and what was known of them before the release. */
export type BettingScale = Readonly<{ scores: readonly number[]; mean: number; variance: number }>;

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/**
 * Where bets are centred, as a share of the scale's range: the mean of both versions in earlier buckets, begun at the
 * mean before the release.
 */
export function betCentre({ scores, mean }: BettingScale, seen: { n: number; sum: number }): number {
	const low = Math.min(...scores);
	const range = Math.max(...scores) - low;
	const centre = (mean * PATH_A.centreWeight + seen.sum) / (PATH_A.centreWeight + seen.n);
	return Math.min(1, Math.max(0, (centre - low) / range));
}

/**
 * Log wealth of each bet after one more bucket. Nobody expects to gain while both versions have the same mean in every
 * bucket, however that mean drifts: (1 + c(mu − m)/n₁)^n₁ (1 − c(mu − m)/n₀)^n₀ ≤ 1. Exact for any number of answers.
 * @see Waudby-Smith & Ramdas (2024), JRSS-B 86:1-27
 */
export function afterBets(wealth: Float64Array, scale: BettingScale, pair: ScorePair, centre: number): Float64Array {
	const oldN = total(pair.older);
	const newN = total(pair.newer);
	if (oldN === 0 || newN === 0) return wealth;
	const low = Math.min(...scale.scores);
	const range = Math.max(...scale.scores) - low;
	const perStake = ((oldN * newN) / (oldN + newN) / scale.variance) * range ** 2;
	// No bet may lose all.
	const limit = (0.5 * Math.min(oldN, newN)) / Math.max(centre, 1 - centre);
	return wealth.map((logWealth, bet) => {
		const stake = Math.min((STAKES[bet >> 1] ?? 0) * perStake, limit) * (bet % 2 === 0 ? 1 : -1);
		let gain = 0;
		scale.scores.forEach((score, index) => {
			const distance = (score - low) / range - centre;
			const newer = pair.newer[index] ?? 0;
			const older = pair.older[index] ?? 0;
			if (newer > 0) gain += newer * Math.log1p((stake / newN) * distance);
			if (older > 0) gain += older * Math.log1p((-stake / oldN) * distance);
		});
		return logWealth + gain;
	});
}

/** Log evidence of all bets together; answers that scatter `dispersion` times as much as independent ones count less. */
export function bettingEvidence(wealth: Float64Array, dispersion = 1): number {
	const largest = wealth.reduce((a, b) => Math.max(a, b)) / dispersion;
	const sum = wealth.reduce((acc, logWealth) => acc + Math.exp(logWealth / dispersion - largest), 0);
	return largest + Math.log(sum / wealth.length);
}
