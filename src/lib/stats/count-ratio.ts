import { betaTails } from './beta-tails.ts';
import { requireCount, TAIL, Z_95 } from './interval.ts';

/** Events counted over a stretch of time (or any other measure of opportunity). */
export type CountOver = Readonly<{ count: number; exposure: number }>;

/** Rates after : before, in [0, ∞); `null` is an end, or an estimate, that no number bounds. */
export type RatioInterval = Readonly<{ estimate: number | null; low: number; high: number | null }>;

/**
 * The odds x : (1 - x) at which the beta distribution has 2.5 % of its mass on the given side; by Newton's method on
 * the logarithm of that tail over the log-odds. The curve is concave, so the steps cannot run away.
 */
function betaOddsQuantile(a: number, b: number, side: 'lower' | 'upper'): number {
	const sign = side === 'lower' ? -1 : 1;
	let logOdds = Math.log(a / b) + sign * Z_95 * Math.sqrt(1 / a + 1 / b);
	for (let step = 0; step < 100; step++) {
		const tails = betaTails(a, b, 1 / (1 + Math.exp(-logOdds)), 1 / (1 + Math.exp(logOdds)));
		const move = (sign * tails[side] * Math.log(tails[side] / TAIL)) / tails.slope;
		logOdds += move;
		if (Math.abs(move) <= 1e-13) break;
	}
	return Math.exp(logOdds);
}

/**
 * How many times the rate of `before` that of `after` is, with the exact interval: of all events together, those after
 * are binomial, and Clopper and Pearson bound their share.
 * @returns `null` when neither has an event
 * @throws RangeError when a count is not whole or an exposure not positive
 * @see Przyborowski & Wilenski (1940), Biometrika 31:313-323; Clopper & Pearson (1934), Biometrika 26:404-413
 */
export function countRatio(before: CountOver, after: CountOver): RatioInterval | null {
	requireCount('before.count', before.count);
	requireCount('after.count', after.count);
	if (!(before.exposure > 0 && after.exposure > 0)) throw new RangeError('an exposure must be over 0');
	if (before.count === 0 && after.count === 0) return null;
	const scale = before.exposure / after.exposure;
	return {
		estimate: before.count === 0 ? null : (after.count / before.count) * scale,
		low: after.count === 0 ? 0 : betaOddsQuantile(after.count, before.count + 1, 'lower') * scale,
		high: before.count === 0 ? null : betaOddsQuantile(after.count + 1, before.count, 'upper') * scale
	};
}
