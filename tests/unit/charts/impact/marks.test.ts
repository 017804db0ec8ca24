import { describe, expect, it } from 'vitest';
import { effectTexts, factorText, sizeText } from '#lib/charts/impact/effect-format.ts';
import { effectPlace, effectScale } from '#lib/charts/impact/effect-scale.ts';
import { evidenceAxis, evidencePlace, evidenceText } from '#lib/charts/impact/evidence-words.ts';

describe('effectTexts', () => {
	it.each([
		['stars', { effect: 0.324, low: -0.61, high: 1.512 }, '+0.32 stars', '−0.61 to +1.51 stars'],
		['stars', { effect: -1, low: null, high: 0 }, '−1.00 stars', null],
		['points', { effect: 0.41, low: 0.26, high: 0.53 }, '+41 points', '+26 to +53 points'],
		['nps', { effect: -3.2, low: -8, high: 1.6 }, '−3.2 points', '−8.0 to +1.6 points'],
		['volume', { effect: 8, low: 0.9, high: 29 }, '×9.0', '×1.9 to ×30'],
		['volume', { effect: 0.12, low: -0.05, high: 0.31 }, '+12%', '−5% to +31%'],
		['volume', { effect: -0.2, low: -0.67, high: 4.8 }, '×0.80', '×0.33 to ×5.8']
	] as const)('writes %s %o', (kind, effect, estimate, interval) =>
		expect(effectTexts(kind, effect, 'en')).toMatchObject({ estimate, interval })
	);
	it('counts one star as one', () => expect(sizeText('stars', 1, 'en')).toBe('1 star'));
	it.each([
		['stars', 0.672, '0.67 stars'],
		['stars', 0.7, '0.7 stars'],
		['points', 0.1, '10 points'],
		['points', 0.025, '2.5 points'],
		['volume', 0.05, '5%'],
		['volume', 1.3, '×2.3']
	] as const)('writes the size of %s %d', (kind, value, text) => expect(sizeText(kind, value, 'en')).toBe(text));
	it.each([
		[0.333, '×0.33'],
		[1.26, '×1.3'],
		[30.2, '×30'],
		[1234, '×1,234']
	])('writes a factor of %d', (ratio, text) => expect(factorText(ratio, 'en')).toBe(text));
});

describe('effectScale', () => {
	const drawn = { effect: 0.1, low: -0.5, high: 0.7, minimumEffect: 0.1 };
	it('holds none in its middle and every end', () => {
		const scale = effectScale('stars', [drawn]);
		expect(effectPlace(0, scale)).toBe(50);
		expect(effectPlace(0.7, scale)).toBeLessThan(100);
		expect(effectPlace(0.7, scale) - 50).toBeCloseTo(50 - effectPlace(-0.7, scale), 9);
	});
	it('puts half and double equally far from none', () => {
		const scale = effectScale('volume', [{ effect: 1, low: -0.5, high: 3, minimumEffect: 0.05 }]);
		expect(effectPlace(1, scale) - 50).toBeCloseTo(50 - effectPlace(-0.5, scale), 9);
	});
	it('cuts an interval that would leave the others as dots', () => {
		const scale = effectScale('stars', [drawn, { ...drawn, high: 900 }]);
		expect(scale.reach).toBeLessThan(5);
		expect(effectPlace(900, scale)).toBe(100);
	});
	it('has a scale when nothing is estimated yet', () =>
		expect(effectScale('stars', [{ effect: null, low: null, high: null, minimumEffect: 0.1 }]).reach).toBeGreaterThan(
			0.1
		));
});

describe('evidence', () => {
	it.each([
		[0.01, '<0.1'],
		[0.34, '0.3'],
		[5, '5'],
		[206.4, '206'],
		[3508, '3,508'],
		[1.3e8, '10⁸'],
		[2e12, '10¹²']
	])('writes %d', (evidence, text) => expect(evidenceText(evidence, 'en')).toBe(text));
	it('reaches beyond both, and stands on a logarithmic axis', () => {
		const axis = evidenceAxis(1.3e8, 20);
		expect(axis).toMatchObject({ from: 0.1, to: 1e9 });
		expect(evidencePlace(20, axis)).toBeCloseTo(23.01, 1);
		expect(evidencePlace(0.001, axis)).toBe(0);
		expect(evidencePlace(1e30, axis)).toBe(100);
	});
	it('names no tick twice', () => {
		const { ticks } = evidenceAxis(0.5, 20);
		expect(new Set(ticks).size).toBe(ticks.length);
	});
});
