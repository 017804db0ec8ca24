import { deviance, stirlingError } from './saddle-point.ts';
import { TAIL, Z_95 } from './interval.ts';

/** From this shape on the asymptotic quantile is as exact as a number can be. */
const ASYMPTOTIC_FROM = 20_000;

const MOST_TERMS = 10_000;

/** e^−x x^a / Γ(a + 1): the chance of `a` where `x` are expected. */
const poissonTerm = (a: number, x: number): number =>
	Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);

/** P(a, x) over `poissonTerm(a, x)`; converges fast below x = a + 1. */
function lowerSeries(a: number, x: number): number {
	let sum = 1;
	let term = 1;
	for (let k = 1; k < MOST_TERMS; k++) {
		term *= x / (a + k);
		sum += term;
		if (term < sum * 1e-17) return sum;
	}
	throw new RangeError(`the incomplete gamma function did not converge at ${a}, ${x}`);
}

/** Q(a, x) over `poissonTerm(a, x)`, by Lentz's continued fraction; converges fast above x = a + 1. */
function upperFraction(a: number, x: number): number {
	let b = x + 1 - a;
	let c = 1e300;
	let d = 1 / b;
	let fraction = d;
	for (let k = 1; k < MOST_TERMS; k++) {
		const numerator = -k * (k - a);
		b += 2;
		d = 1 / (numerator * d + b);
		c = b + numerator / c;
		const factor = c * d;
		fraction *= factor;
		if (Math.abs(factor - 1) < 1e-16) return fraction * a;
	}
	throw new RangeError(`the incomplete gamma function did not converge at ${a}, ${x}`);
}

/** Both tails of the gamma distribution of shape `a` > 0 at `x` > 0, and its density times `x`. */
export function gammaTails(a: number, x: number): Readonly<{ lower: number; upper: number; slope: number }> {
	const term = poissonTerm(a, x);
	const slope = term * a;
	if (x < a + 1) {
		const lower = term * lowerSeries(a, x);
		return { lower, upper: 1 - lower, slope };
	}
	const upper = term * upperFraction(a, x);
	return { lower: 1 - upper, upper, slope };
}

/**
 * The Cornish-Fisher expansion of the quantile at the normal quantile `z`, in powers of 1/√a.
 * @see Goldberg & Levine (1946), Annals of Mathematical Statistics 17:216-225
 */
function asymptoticQuantile(a: number, z: number): number {
	const root = Math.sqrt(a);
	const z2 = z * z;
	const terms = [
		z,
		(z2 - 1) / 3,
		(z * (z2 - 7)) / 36,
		(16 - z2 * (7 + 3 * z2)) / 810,
		(z * (z2 * (9 * z2 + 256) - 433)) / 38_880,
		(z2 * (z2 * (12 * z2 - 243) - 923) + 1472) / 204_120
	];
	// From the smallest term up, so that nothing is lost beside the largest.
	return a + root * terms.reduceRight((sum, term) => term + sum / root, 0);
}

/**
 * The `x` below (`side` lower) or above (upper) which the gamma distribution of shape `a` >= 1 has 2.5 % of its mass.
 * Newton's method on the logarithm of that tail, which is nearly straight.
 */
export function gammaQuantile(a: number, side: 'lower' | 'upper'): number {
	const z = side === 'lower' ? -Z_95 : Z_95;
	if (a >= ASYMPTOTIC_FROM) return asymptoticQuantile(a, z);
	// Wilson & Hilferty (1931): the cube root is nearly normal.
	let x = a * (1 - 1 / (9 * a) + z / (3 * Math.sqrt(a))) ** 3;
	for (let step = 0; step < 50; step++) {
		const tails = gammaTails(a, x);
		const tail = tails[side];
		const move = ((side === 'lower' ? -1 : 1) * tail * Math.log(tail / TAIL)) / tails.slope;
		const next = x * Math.exp(move);
		if (Math.abs(next - x) <= 1e-14 * x) return next;
		x = next;
	}
	return x;
}
