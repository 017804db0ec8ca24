import { describe, expect, it } from 'vitest';
import { couldBeNone, periodChange } from '#lib/charts/period-change.ts';

const mean = (value: number, half: number, n = 100) => ({ n, value, low: value - half, high: value + half });

describe('periodChange', () => {
	it('adds the squares of two half-widths for means', () => {
		expect(periodChange('score', mean(2, 0.3), mean(2.5, 0.4))).toEqual({
			estimate: 0.5,
			low: expect.closeTo(0, 12),
			high: expect.closeTo(1, 12)
		});
	});
	it('takes the far side where an end was clipped to the scale', () => {
		const clipped = { n: 10, value: 4.8, low: 4.2, high: 5 };
		const change = periodChange('score', mean(4, 0), clipped);
		expect(change).toBeNull();
		expect(periodChange('score', mean(4, 0.8), clipped)!.high).toBeCloseTo(0.8 + 1, 12);
	});
	it('says nothing where all answers were alike: no spread was seen, which is no proof of none', () =>
		expect(periodChange('points', mean(100, 0, 2), mean(50, 30))).toBeNull());
	// Newcombe (1998), Statistics in Medicine 17:873-890, table II, (a), method 10: 56/70 − 48/80.
	it('compares shares as published', () => {
		const share = (hits: number, n: number) => ({ n, value: hits / n, low: null, high: null });
		expect(periodChange('share', share(48, 80), share(56, 70))).toEqual({
			estimate: expect.closeTo(0.2, 10),
			low: expect.closeTo(0.0524, 4),
			high: expect.closeTo(0.3339, 4)
		});
	});
	it('compares counts as a ratio', () => {
		const count = (value: number) => ({ n: value, value, low: null, high: null });
		expect(periodChange('count', count(100), count(150))!.estimate).toBe(1.5);
		expect(periodChange('count', count(0), count(150))).toBeNull();
	});
	it('has nothing to say without a period before', () =>
		expect(periodChange('score', { n: 0, value: null, low: null, high: null }, mean(2, 0.1))).toBeNull());
	it('has no interval for distinct customers', () =>
		expect(periodChange('customers', mean(10, 1), mean(12, 1))).toBeNull());
});

describe('couldBeNone', () => {
	it('looks for 0 in a difference and for 1 in a ratio', () => {
		expect(couldBeNone('score', { estimate: 0.1, low: -0.1, high: 0.3 })).toBe(true);
		expect(couldBeNone('count', { estimate: 1.2, low: 1.1, high: 1.3 })).toBe(false);
		expect(couldBeNone('count', { estimate: 1.2, low: 0.9, high: 1.5 })).toBe(true);
	});
});
