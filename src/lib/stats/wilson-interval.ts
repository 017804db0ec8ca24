import { requireCount, Z_95, type Interval } from './interval.ts';

/**
 * Wilson score interval of a share, each number in [0, 1]. Unlike the normal approximation it never leaves [0, 1] and
 * keeps its coverage when `total` is small.
 * @returns `null` when `total` is 0: there is no share to estimate
 * @throws RangeError when a count is not whole or `hits` is over `total`
 * @see Wilson (1927), JASA 22:209-212
 */
export function wilsonInterval(hits: number, total: number): Interval | null {
	requireCount('hits', hits);
	requireCount('total', total);
	if (hits > total) throw new RangeError(`need hits <= total, got ${hits} of ${total}`);
	if (total === 0) return null;
	const estimate = hits / total;
	const shrink = Z_95 ** 2 / total;
	const centre = (estimate + shrink / 2) / (1 + shrink);
	const spread = Math.sqrt((estimate * (1 - estimate)) / total + shrink / (4 * total));
	const halfWidth = (Z_95 * spread) / (1 + shrink);
	// At both ends the difference is 0 in theory and a rounding error in practice.
	return {
		estimate,
		low: hits === 0 ? 0 : centre - halfWidth,
		high: hits === total ? 1 : Math.min(1, centre + halfWidth)
	};
}
