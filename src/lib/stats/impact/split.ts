import { stirlingError } from '#lib/stats/saddle-point.ts';
import { PATH_A } from './path-a-method.ts';

const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

const logGamma = (a: number): number => (a - 0.5) * Math.log(a) - a + HALF_LOG_TAU + stirlingError(a);

/** ln of the multivariate beta function. */
const logBeta = (weights: readonly number[]): number =>
	weights.reduce((sum, weight) => sum + logGamma(weight), 0) -
	logGamma(weights.reduce((sum, weight) => sum + weight, 0));

/**
 * Log evidence that people were not split between versions as planned; may be looked at at any time, as a chi-square
 * test may not. Counts are those since the plan took effect: where stages follow each other, their log evidence adds up.
 * @param counts respondents of each version
 * @param plan share of each version, together 1
 * @throws RangeError when the plan's shares are not as many as the counts, or do not make 1
 * @see Lindon & Malek (2022), Anytime-valid inference for multinomial count data, NeurIPS 35
 */
export function splitEvidence(counts: readonly number[], plan: readonly number[]): number {
	const planned = plan.reduce((sum, share) => sum + share, 0);
	if (plan.length !== counts.length || Math.abs(planned - 1) > 1e-9)
		throw new RangeError(`need ${counts.length} shares that make 1, got ${plan.join(', ')}`);
	if (counts.some((count, arm) => count > 0 && plan[arm] === 0)) return Infinity;
	const arms = counts.flatMap((count, arm) => {
		const share = plan[arm] ?? 0;
		return share > 0 ? [{ count, share, weight: share * PATH_A.splitWeight }] : [];
	});
	return (
		logBeta(arms.map(({ count, weight }) => count + weight)) -
		logBeta(arms.map(({ weight }) => weight)) -
		arms.reduce((sum, { count, share }) => sum + count * Math.log(share), 0)
	);
}

/** Whether the split is so far from its plan that no verdict may rest on it. */
export const isSplitBroken = (logEvidence: number): boolean => logEvidence >= Math.log(PATH_A.splitThreshold);
