import { describe, expect, it } from 'vitest';
import { sampleVariance, studentTInterval } from '#lib/stats/student-t-interval.ts';
import { studentTQuantile } from '#lib/stats/student-t-quantile.ts';

const momentsOf = (values: readonly number[]) => ({
	n: values.length,
	sum: values.reduce((sum, value) => sum + value, 0),
	squares: values.reduce((sum, value) => sum + value * value, 0)
});

describe('studentTQuantile', () => {
	// Every printed table of t, and R's qt(0.975, df); those with more digits from mpmath 1.3 in 40 digits.
	it.each([
		{ df: 1, quantile: 12.706204736174707 },
		{ df: 1.3, quantile: 7.500529325562032 },
		{ df: 2, quantile: 4.302652729749464 },
		{ df: 2.5, quantile: 3.574654842003683 },
		{ df: 3, quantile: 3.182446305283709 },
		{ df: 4, quantile: 2.7764451051977943 },
		{ df: 5, quantile: 2.5705818356363155 },
		{ df: 10, quantile: 2.228138851986274 },
		{ df: 30, quantile: 2.0422724563012378 },
		{ df: 100, quantile: 1.9839715185235518 },
		{ df: 1999, quantile: 1.9611514201705618 },
		{ df: 2000, quantile: 1.9611508260994384 },
		{ df: 1_000_000, quantile: 1.959966356814107 }
	])('is exact for $df degrees of freedom', ({ df, quantile }) => {
		expect(Math.abs(studentTQuantile(df) / quantile - 1)).toBeLessThan(1e-13);
	});

	it('has closed forms for one and two', () => {
		expect(studentTQuantile(1)).toBeCloseTo(Math.tan(0.475 * Math.PI), 11);
		expect(studentTQuantile(2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 12);
	});

	it('falls to the normal quantile as df grows', () => {
		const quantiles = [1, 1.5, 2, 7, 50, 1999.9, 2000, 2000.1, 1e9].map(studentTQuantile);
		expect(quantiles).toEqual(quantiles.toSorted((a, b) => b - a));
		expect(quantiles.at(-1)).toBeCloseTo(1.959963984540054, 8);
	});

	it('is not defined below one', () => expect(() => studentTQuantile(0.5)).toThrow(RangeError));
});

describe('studentTInterval', () => {
	// Student (1908), Biometrika 6:20, hours of sleep gained with dextro- and laevo-hyoscyamine; in tenths. R: t.test.
	it('matches the first data it was made for', () => {
		const interval = studentTInterval(momentsOf([7, -16, -2, -12, -1, 34, 37, 8, 0, 20]))!;
		expect(interval.estimate).toBeCloseTo(7.5, 12);
		expect(interval.low).toBeCloseTo(-5.297804, 5);
		expect(interval.high).toBeCloseTo(20.297804, 5);
	});

	it('shifts with its values and mirrors with their sign', () => {
		const values = [1, 2, 4, 5, 5];
		const interval = studentTInterval(momentsOf(values))!;
		const shifted = studentTInterval(momentsOf(values.map((value) => value + 100)))!;
		const mirrored = studentTInterval(momentsOf(values.map((value) => -value)))!;
		expect(shifted.low - 100).toBeCloseTo(interval.low, 10);
		expect(mirrored.high).toBeCloseTo(-interval.low, 12);
	});

	it('keeps every digit of the variance where sums are far beyond 2 ** 53 in their squares', () => {
		// A billion answers of 5, but for two of 4: the naive difference of products has no digit left.
		const n = 1_000_000_000;
		const variance = sampleVariance({ n, sum: 5 * n - 2, squares: 25 * n - 18 });
		expect(variance / ((2 - 4 / n) / (n - 1))).toBeCloseTo(1, 14);
	});

	it('is a point where all values agree', () => {
		expect(studentTInterval({ n: 3, sum: 15, squares: 75 })).toEqual({ estimate: 5, low: 5, high: 5 });
	});

	it('has no interval for fewer than two values', () => {
		expect(studentTInterval({ n: 1, sum: 4, squares: 16 })).toBeNull();
		expect(studentTInterval({ n: 0, sum: 0, squares: 0 })).toBeNull();
	});

	it('rejects sums that no values have', () => {
		expect(() => studentTInterval({ n: 2, sum: 10, squares: 1 })).toThrow(RangeError);
	});
});
