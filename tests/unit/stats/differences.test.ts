import { describe, expect, it } from 'vitest';
import { countRatio } from '#lib/stats/count-ratio.ts';
import { meanDifference } from '#lib/stats/mean-difference.ts';
import { shareDifference } from '#lib/stats/share-difference.ts';

describe('shareDifference', () => {
	// Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10.
	it.each([
		{ before: [48, 80], after: [56, 70], low: 0.0524, high: 0.3339 },
		{ before: [3, 10], after: [9, 10], low: 0.1705, high: 0.809 },
		{ before: [2, 7], after: [6, 7], low: 0.0582, high: 0.8062 },
		{ before: [0, 29], after: [5, 56], low: -0.0381, high: 0.1926 },
		{ before: [0, 20], after: [0, 10], low: -0.1611, high: 0.2775 },
		{ before: [0, 10], after: [0, 10], low: -0.2775, high: 0.2775 },
		{ before: [0, 20], after: [10, 10], low: 0.6791, high: 1 },
		{ before: [0, 10], after: [10, 10], low: 0.6075, high: 1 }
	] as const)('matches the published interval from $before to $after', ({ before, after, low, high }) => {
		const interval = shareDifference({ hits: before[0], total: before[1] }, { hits: after[0], total: after[1] })!;
		expect(interval.low).toBeCloseTo(low, 4);
		expect(interval.high).toBeCloseTo(high, 4);
	});

	it('mirrors when before and after swap', () => {
		const there = shareDifference({ hits: 3, total: 40 }, { hits: 17, total: 25 })!;
		const back = shareDifference({ hits: 17, total: 25 }, { hits: 3, total: 40 })!;
		expect(back.low).toBeCloseTo(-there.high, 14);
	});

	it('has no estimate where a side is empty', () => {
		expect(shareDifference({ hits: 0, total: 0 }, { hits: 1, total: 2 })).toBeNull();
		expect(shareDifference({ hits: 1, total: 2 }, { hits: 0, total: 0 })).toBeNull();
	});
});

describe('meanDifference', () => {
	// Student (1908), as in R: t.test(extra ~ group, sleep), in tenths of an hour and with the signs turned round.
	it('matches the first data it was made for', () => {
		const before = { n: 10, sum: 75, squares: 3443 };
		const after = { n: 10, sum: 233, squares: 9037 };
		const interval = meanDifference(before, after)!;
		expect(interval.estimate).toBeCloseTo(15.8, 12);
		expect(interval.low).toBeCloseTo(-2.054832, 5);
		expect(interval.high).toBeCloseTo(33.654832, 5);
	});

	it('follows the side that spreads when the other does not', () => {
		const constant = { n: 1000, sum: 3000, squares: 9000 };
		const spread = { n: 3, sum: 12, squares: 50 };
		// One degree of freedom less than three values: the quantile is 4.3027, not 1.96.
		expect(meanDifference(constant, spread)!.high).toBeCloseTo(1 + 4.302652729749464 * Math.sqrt(1 / 3), 10);
	});

	it('mirrors when before and after swap', () => {
		const one = { n: 12, sum: 40, squares: 170 };
		const other = { n: 5, sum: 22, squares: 100 };
		expect(meanDifference(other, one)!.low).toBeCloseTo(-meanDifference(one, other)!.high, 12);
	});

	it('is a point where neither side spreads', () => {
		const interval = meanDifference({ n: 2, sum: 6, squares: 18 }, { n: 4, sum: 20, squares: 100 });
		expect(interval).toEqual({ estimate: 2, low: 2, high: 2 });
	});

	it('has no interval for a single value', () => {
		expect(meanDifference({ n: 1, sum: 3, squares: 9 }, { n: 9, sum: 9, squares: 20 })).toBeNull();
	});
});

describe('countRatio', () => {
	const ratio = (before: number, after: number) =>
		countRatio({ count: before, exposure: 1 }, { count: after, exposure: 1 });

	// Roots of the incomplete beta function in 30 digits (mpmath 1.3); the first two are 1/39 and 39 in closed form.
	it.each([
		{ before: 0, after: 1, low: 1 / 39, high: null },
		{ before: 1, after: 0, low: 0, high: 39 },
		{ before: 1, after: 1, low: 0.012739367083666617, high: 78.49683531626302 },
		{ before: 3, after: 12, low: 1.0794727323911188, high: 22.088286897741497 },
		{ before: 100, after: 70, low: 0.5082341766038595, high: 0.9595877633771474 },
		{ before: 1, after: 2000, low: 358.5504585892713, high: 79034.77830167412 },
		{ before: 1_000_000, after: 700_000, low: 0.697864204269075, high: 0.7021420468046848 }
	])('is exact from $before to $after', ({ before, after, low, high }) => {
		const interval = ratio(before, after)!;
		expect(interval.estimate).toBe(before === 0 ? null : after / before);
		if (low === 0) expect(interval.low).toBe(0);
		else expect(Math.abs(interval.low / low - 1)).toBeLessThan(1e-12);
		if (high === null) expect(interval.high).toBeNull();
		else expect(Math.abs(interval.high! / high - 1)).toBeLessThan(1e-12);
	});

	it('turns over when before and after swap', () => {
		expect(ratio(30, 21)!.low).toBeCloseTo(1 / ratio(21, 30)!.high!, 12);
	});

	it('scales with the exposure', () => {
		const halved = countRatio({ count: 100, exposure: 7 }, { count: 70, exposure: 3.5 })!;
		expect(halved.low).toBeCloseTo(2 * ratio(100, 70)!.low, 12);
		expect(halved.estimate).toBeCloseTo(1.4, 12);
	});

	it('has nothing to say where nothing was counted', () => expect(ratio(0, 0)).toBeNull());
	it('needs an exposure', () => {
		expect(() => countRatio({ count: 1, exposure: 0 }, { count: 1, exposure: 1 })).toThrow(RangeError);
	});
});
