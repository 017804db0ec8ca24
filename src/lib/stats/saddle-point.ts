/**
 * The two pieces from which gamma, beta and Student densities are built without losing digits: no difference of
 * large logarithms is ever taken, so counts of ten million are as accurate as counts of ten.
 * @see Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 */

/** From here on the series below is exact to the last bit. */
const SERIES_FROM = 16;

/** ln Γ(a) − ((a − ½) ln a − a + ½ ln 2π), what Stirling's formula leaves out; for a > 0. */
export function stirlingError(a: number): number {
	let shifted = a;
	let error = 0;
	while (shifted < SERIES_FROM) {
		error += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
		shifted += 1;
	}
	const square = shifted * shifted;
	const series = 1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square;
	return error + (1 / 12 - (1 / 360 - series / square) / square) / shifted;
}

/** observed · ln(observed / expected) + expected − observed, exact also where both are large and close. */
export function deviance(observed: number, expected: number): number {
	if (observed === 0) return expected;
	const difference = observed - expected;
	if (Math.abs(difference) >= 0.1 * (observed + expected)) return observed * Math.log(observed / expected) - difference;
	const v = difference / (observed + expected);
	let sum = difference * v;
	let term = 2 * observed * v;
	for (let odd = 3; ; odd += 2) {
		term *= v * v;
		const next = sum + term / odd;
		if (next === sum) return sum;
		sum = next;
	}
}
