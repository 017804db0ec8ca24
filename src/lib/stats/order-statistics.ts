import { betaTails } from './beta-tails.ts';
import { requireCount, TAIL, Z_95 } from './interval.ts';

/** Ranks from 1, the smallest value's, to n. */
export type QuantileRanks = Readonly<{
	/** Between which two values the quantile lies, and how far towards the second. */
	below: number;
	above: number;
	weight: number;
	/** The ends of the 95 % interval; `null` where the sample is too small to have both. */
	ends: Readonly<{ low: number; high: number }> | null;
}>;

/** P(X ≤ k) for X ~ Bin(n, q). @see DLMF 8.17.5 */
function binomialAtMost(k: number, n: number, q: number): number {
	if (k < 0) return 0;
	return k >= n ? 1 : betaTails(n - k, k + 1, 1 - q, q).lower;
}

/** P(X ≥ k) for X ~ Bin(n, q). */
function binomialAtLeast(k: number, n: number, q: number): number {
	if (k <= 0) return 1;
	return k > n ? 0 : betaTails(k, n - k + 1, q, 1 - q).lower;
}

/** The largest l with P(X ≤ l − 1) ≤ 2.5 %, the smallest u with P(X ≥ u) ≤ 2.5 %, from the normal ones on. */
function endsOf(n: number, q: number): QuantileRanks['ends'] {
	const spread = Z_95 * Math.sqrt(n * q * (1 - q));
	const within = (rank: number) => Math.min(n + 1, Math.max(0, rank));
	let low = within(Math.floor(n * q - spread));
	while (low > 0 && binomialAtMost(low - 1, n, q) > TAIL) low--;
	while (low < n && binomialAtMost(low, n, q) <= TAIL) low++;
	let high = within(Math.ceil(n * q + spread));
	while (high <= n && binomialAtLeast(high, n, q) > TAIL) high++;
	while (high > 1 && binomialAtLeast(high - 1, n, q) <= TAIL) high--;
	return low < 1 || high > n ? null : { low, high };
}

/**
 * Where the quantile `q` of `n` ≥ 1 values and its interval stand among them, whatever they are distributed like: the
 * exact binomial ranks.
 * @see Hyndman & Fan (1996), The American Statistician 50:361-365, definition 7, for the estimate; David & Nagaraja
 * (2003), Order Statistics, 3rd ed., 7.1, for the interval
 */
export function quantileRanks(n: number, q: number): QuantileRanks {
	requireCount('n', n);
	if (n < 1 || !(q > 0 && q < 1)) throw new RangeError(`no quantile ${q} of ${n} values`);
	const place = (n - 1) * q + 1;
	const below = Math.floor(place);
	return { below, above: Math.min(n, below + 1), weight: place - below, ends: endsOf(n, q) };
}
