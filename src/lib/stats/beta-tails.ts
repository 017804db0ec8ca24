import { deviance, stirlingError } from './saddle-point.ts';

const MOST_TERMS = 100_000;

/** x^a y^b / B(a, b) with y = 1 − x. */
function betaTerm(a: number, b: number, x: number, y: number): number {
	const s = a + b;
	const exponent = stirlingError(s) - stirlingError(a) - stirlingError(b) - deviance(a, s * x) - deviance(b, s * y);
	return Math.sqrt((a * b) / (2 * Math.PI * s)) * Math.exp(exponent);
}

/** I_x(a, b) · a / `betaTerm`; converges fast below x = (a + 1) / (a + b + 2). */
function betaFraction(a: number, b: number, x: number): number {
	let c = 1;
	let d = 1 / (1 - ((a + b) * x) / (a + 1));
	let fraction = d;
	for (let k = 1; k < MOST_TERMS; k++) {
		const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k));
		d = 1 / (1 + even * d);
		c = 1 + even / c;
		fraction *= c * d;
		const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
		d = 1 / (1 + odd * d);
		c = 1 + odd / c;
		const factor = c * d;
		fraction *= factor;
		if (Math.abs(factor - 1) < 1e-16) return fraction;
	}
	throw new RangeError(`the incomplete beta function did not converge at ${a}, ${b}, ${x}`);
}

/**
 * Both tails of the beta distribution with a, b > 0 at `x` in (0, 1), and `slope`, its density times x (1 − x).
 * `y` is 1 − x, given on its own because the subtraction would lose the digits of a small one.
 * @see DLMF 8.17.22
 */
export function betaTails(
	a: number,
	b: number,
	x: number,
	y: number
): Readonly<{ lower: number; upper: number; slope: number }> {
	const slope = betaTerm(a, b, x, y);
	if (x < (a + 1) / (a + b + 2)) {
		const lower = (slope * betaFraction(a, b, x)) / a;
		return { lower, upper: 1 - lower, slope };
	}
	const upper = (slope * betaFraction(b, a, y)) / b;
	return { lower: 1 - upper, upper, slope };
}
