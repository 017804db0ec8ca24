import { describe, expect, it } from 'vitest';
import { gammaTails } from '#lib/stats/gamma-quantile.ts';
import { poissonInterval } from '#lib/stats/poisson-interval.ts';

const relativeError = (actual: number, expected: number) => Math.abs(actual / expected - 1);

describe('poissonInterval', () => {
	// Garwood (1936), Biometrika 28:437-442, to its own digits.
	it.each([
		{ count: 0, low: 0, high: 3.69 },
		{ count: 1, low: 0.03, high: 5.57 },
		{ count: 2, low: 0.24, high: 7.22 },
		{ count: 5, low: 1.62, high: 11.67 },
		{ count: 10, low: 4.8, high: 18.39 },
		{ count: 30, low: 20.24, high: 42.83 }
	])('matches the published limits for $count', ({ count, low, high }) => {
		expect(poissonInterval(count)).toEqual({
			estimate: count,
			low: expect.closeTo(low, 2),
			high: expect.closeTo(high, 2)
		});
	});

	// Roots of the incomplete gamma function in 40 digits (mpmath 1.3, gammainc and findroot).
	it.each([
		{ count: 1, low: 0.025317807984289876, high: 5.571643390938899 },
		{ count: 2, low: 0.2422092785439649, high: 7.224687667723961 },
		{ count: 3, low: 0.6186721228956013, high: 8.767273069742327 },
		{ count: 10, low: 4.795388696132434, high: 18.39035604201778 },
		{ count: 100, low: 81.36399125092314, high: 121.62679379242638 },
		{ count: 999, low: 938.0040185617677, high: 1062.9211512248878 },
		{ count: 5000, low: 4862.359188694899, high: 5140.548948535005 },
		{ count: 19_999, low: 19_722.774530243023, high: 20_278.12669846333 },
		{ count: 20_000, low: 19_723.767600607054, high: 20_279.133627926407 },
		{ count: 100_000, low: 99_381.15266374472, high: 100_621.74473974388 },
		{ count: 1_000_000, low: 998_040.983340294, high: 1_001_961.9119454322 }
	])('is exact for $count', ({ count, low, high }) => {
		expect(relativeError(poissonInterval(count).low, low)).toBeLessThan(1e-13);
		expect(relativeError(poissonInterval(count).high, high)).toBeLessThan(1e-13);
	});

	it('is the logarithm of 40 where nothing was counted', () => {
		expect(relativeError(poissonInterval(0).high, Math.log(40))).toBeLessThan(1e-14);
	});

	it('leaves 2.5 % beyond each end', () => {
		for (const count of [1, 7, 48, 333, 4096, 19_998]) {
			const { low, high } = poissonInterval(count);
			expect(gammaTails(count, low).lower).toBeCloseTo(0.025, 12);
			expect(gammaTails(count + 1, high).upper).toBeCloseTo(0.025, 12);
		}
	});

	it('grows with the count, also where its method changes', () => {
		for (let count = 19_990; count < 20_010; count++) {
			expect(poissonInterval(count).low).toBeLessThan(poissonInterval(count + 1).low);
			expect(poissonInterval(count).high).toBeLessThan(poissonInterval(count + 1).high);
		}
	});

	it('approaches the normal interval for ten million', () => {
		const { low, high } = poissonInterval(10_000_000);
		expect((high - low) / (2 * 1.959963984540054 * Math.sqrt(10_000_000))).toBeCloseTo(1, 3);
	});

	it.each([-1, 0.5, Number.NaN, 2 ** 53])('rejects %d', (count) => {
		expect(() => poissonInterval(count)).toThrow(RangeError);
	});
});
