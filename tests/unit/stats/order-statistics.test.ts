import { describe, expect, it } from 'vitest';
import { quantileRanks } from '#lib/stats/order-statistics.ts';

/** By definition: the terms one by one, in logarithms. */
function binomialTerms(n: number, q: number): number[] {
	const terms: number[] = [];
	let log = n * Math.log1p(-q);
	for (let k = 0; k <= n; k++) {
		terms.push(Math.exp(log));
		log += Math.log((n - k) / (k + 1)) + Math.log(q / (1 - q));
	}
	return terms;
}

describe('quantileRanks', () => {
	// Conover (1999), Practical Nonparametric Statistics, 3rd ed., table A3: binomial with p = 0.5.
	it.each([
		{ n: 6, low: 1, high: 6 },
		{ n: 10, low: 2, high: 9 },
		{ n: 20, low: 6, high: 15 }
	])('gives the median of $n values the known ranks', ({ n, low, high }) => {
		expect(quantileRanks(n, 0.5).ends).toEqual({ low, high });
	});

	it.each([0.01, 0.1, 0.5, 0.75, 0.9, 0.999])('leaves 2.5 % beyond each end, and no rank more, at %d', (q) => {
		for (const n of [1, 2, 5, 17, 60, 300, 1200]) {
			const terms = binomialTerms(n, q);
			const atMost = (k: number) => terms.slice(0, k + 1).reduce((sum, term) => sum + term, 0);
			const atLeast = (k: number) => terms.slice(k).reduce((sum, term) => sum + term, 0);
			const lows = terms.map((_, rank) => rank).filter((rank) => rank >= 1 && atMost(rank - 1) <= 0.025);
			const highs = terms.map((_, rank) => rank).filter((rank) => rank >= 1 && atLeast(rank) <= 0.025);
			const expected =
				lows.length > 0 && highs.length > 0 ? { low: Math.max(...lows), high: Math.min(...highs) } : null;
			expect(quantileRanks(n, q).ends, `n ${n}`).toEqual(expected);
		}
	});

	it('places the estimate as the seventh definition of Hyndman and Fan does', () => {
		expect(quantileRanks(1, 0.9)).toMatchObject({ below: 1, above: 1, weight: 0 });
		expect(quantileRanks(4, 0.5)).toMatchObject({ below: 2, above: 3, weight: 0.5 });
		expect(quantileRanks(5, 0.25)).toMatchObject({ below: 2, above: 3, weight: 0 });
	});

	it('rejects what has no quantile', () => {
		expect(() => quantileRanks(0, 0.5)).toThrow(RangeError);
		expect(() => quantileRanks(3, 1)).toThrow(RangeError);
	});
});
