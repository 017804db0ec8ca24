const MOST_STEPS = 200;

const density = (z: number): number => Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);

/** The half around the middle, as a series: no digit is lost while z is small. */
function fromMiddle(z: number): number {
	let term = z;
	let sum = z;
	for (let step = 1; step < MOST_STEPS && Math.abs(term) > 1e-17 * sum; step++) {
		term *= z ** 2 / (2 * step + 1);
		sum += term;
	}
	return density(z) * sum;
}

/** Laplace's continued fraction, from its far end: it keeps the digits of a tail that is nearly nothing. */
function beyond(z: number): number {
	let fraction = z;
	for (let step = MOST_STEPS; step >= 1; step--) fraction = z + step / fraction;
	return density(z) / fraction;
}

/**
 * How likely a standard normal value lies at least as far from 0 as `z`, on either side.
 * @see Marsaglia (2004), Journal of Statistical Software 11(4); DLMF 7.9.3
 */
export function twoSidedTail(z: number): number {
	const size = Math.abs(z);
	return size < 2.5 ? 1 - 2 * fromMiddle(size) : 2 * beyond(size);
}
