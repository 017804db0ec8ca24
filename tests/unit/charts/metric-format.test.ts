import { describe, expect, it } from 'vitest';
import { axisText, differenceText, intervalText, valueText } from '#lib/charts/metric-format.ts';

describe('valueText', () => {
	it.each([
		['count', 1470, 1470, '1,470'],
		['share', 0.7488, 433, '75%'],
		['share', 0.7488, 1470, '74.9%'],
		['score', 1.936, 433, '1.94'],
		['points', 32.4, 200, '+32'],
		['points', -12, 200, '−12'],
		['events per customer', 3.14159, 50, '3.1']
	] as const)('writes %s %d as %s', (unit, value, n, text) => {
		expect(valueText(unit, value, n, 'en')).toBe(text);
		expect(valueText(unit, value, n, 'zh-CN')).toBe(text);
	});
});

describe('intervalText', () => {
	it('joins plain ends with a dash and signed ones with a word', () => {
		expect(intervalText('score', { low: 1.81, high: 2.06 }, 433, 'en')).toBe('1.81–2.06');
		expect(intervalText('share', { low: 0.7, high: 0.78 }, 433, 'en')).toBe('70%–78%');
		expect(intervalText('points', { low: -12, high: 8 }, 433, 'en')).toBe('−12 to +8');
		expect(intervalText('points', { low: -12, high: 8 }, 433, 'zh-CN')).toBe('−12 至 +8');
	});
});

describe('differenceText', () => {
	it('tells shares in points, in both languages', () => {
		const difference = { estimate: 0.41, low: 0.26, high: 0.53 };
		expect(differenceText('share', difference, 'en')).toEqual({ estimate: '+41 points', low: '+26', high: '+53' });
		expect(differenceText('share', difference, 'zh-CN').estimate).toBe('+41 个百分点');
	});
	it('keeps a tenth where the interval is narrow', () =>
		expect(differenceText('share', { estimate: -0.027, low: -0.08, high: 0.025 }, 'en')).toEqual({
			estimate: '−2.7 points',
			low: '−8.0',
			high: '+2.5'
		}));
	it('tells volumes as a ratio', () =>
		expect(differenceText('count', { estimate: 0.7, low: 0.62, high: 1.6 }, 'en')).toEqual({
			estimate: '−30%',
			low: '−38%',
			high: '×1.6'
		}));
	it('tells means in their own unit', () =>
		expect(differenceText('score', { estimate: 0.09, low: -0.07, high: 0.25 }, 'en').low).toBe('−0.07'));
});

describe('axisText', () => {
	it('is short', () => {
		expect(axisText('share', 0.25, 'en')).toBe('25%');
		expect(axisText('count', 20_000, 'en')).toBe('20K');
		expect(axisText('points', -50, 'en')).toBe('−50');
	});
});
