import { betaTails } from './beta-tails.ts';
import { TAIL, Z_95 } from './interval.ts';

/** From here on the expansion in 1/df is as exact as a number can be. */
const ASYMPTOTIC_FROM = 2000;

/** @see Abramowitz & Stegun (1964), 26.7.5 */
function asymptoticQuantile(df: number): number {
	const z = Z_95;
	const z2 = z * z;
	const terms = [
		z,
		(z * (z2 + 1)) / 4,
		(z * (z2 * (5 * z2 + 16) + 3)) / 96,
		(z * (z2 * (z2 * (3 * z2 + 19) + 17) - 15)) / 384,
		(z * (z2 * (z2 * (z2 * (79 * z2 + 776) + 1482) - 1920) - 945)) / 92_160
	];
	return terms.reduceRight((sum, term) => term + sum / df, 0);
}

function computedQuantile(df: number): number {
	let t = asymptoticQuantile(Math.max(df, 3));
	for (let step = 0; step < 50; step++) {
		const square = t * t;
		const tails = betaTails(df / 2, 0.5, df / (df + square), square / (df + square));
		const tail = tails.lower / 2;
		// The tail falls like a power of t, so its logarithm is nearly straight in the logarithm of t.
		const next = t * Math.exp((tail * Math.log(tail / TAIL)) / tails.slope);
		if (Math.abs(next - t) <= 1e-14 * t) return next;
		t = next;
	}
	return t;
}

const known = new Map<number, number>();

/**
 * The 0.975 quantile of Student's t with `df` >= 1 degrees of freedom, whole or not.
 * @throws RangeError when `df` is below 1
 */
export function studentTQuantile(df: number): number {
	if (!(df >= 1)) throw new RangeError(`need at least one degree of freedom, got ${df}`);
	if (df >= ASYMPTOTIC_FROM) return asymptoticQuantile(df);
	if (!Number.isInteger(df)) return computedQuantile(df);
	const quantile = known.get(df) ?? computedQuantile(df);
	known.set(df, quantile);
	return quantile;
}
