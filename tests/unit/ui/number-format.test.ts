import { describe, expect, it } from 'vitest';
import {
	count,
	decimal,
	pointDecimals,
	range,
	share,
	shortCount,
	signed,
	volumeChange
} from '#lib/ui/number-format.ts';

describe('decimal', () => {
	it('groups thousands in both languages', () => {
		expect(count(1470, 'en')).toBe('1,470');
		expect(count(1470, 'zh-CN')).toBe('1,470');
	});
	it('writes a true minus', () => expect(decimal(-0.3, 2, 'en')).toBe('−0.30'));
	it('never says minus zero', () => expect(decimal(-0.001, 2, 'en')).toBe('0.00'));
});

describe('signed', () => {
	it.each([
		[0.09, 2, '+0.09'],
		[-8, 1, '−8.0'],
		[0, 1, '0.0'],
		[-0.004, 2, '0.00'],
		[1234, 0, '+1,234']
	])('shows %d with %d decimals as %s', (value, decimals, text) => {
		expect(signed(value, decimals, 'en')).toBe(text);
		expect(signed(value, decimals, 'zh-CN')).toBe(text);
	});
});

describe('share', () => {
	it('shows a tenth only from 1,000 answers on', () => {
		expect(share(0.7488, 433, 'en')).toBe('75%');
		expect(share(0.7488, 1000, 'en')).toBe('74.9%');
	});
});

describe('pointDecimals', () => {
	it('keeps a tenth beside a narrow interval only', () => {
		expect(pointDecimals(5.2)).toBe(1);
		expect(pointDecimals(13.5)).toBe(0);
	});
});

describe('volumeChange', () => {
	it.each([
		[9, '×9.0'],
		[1.5, '×1.5'],
		[1.12, '+12%'],
		[0.7, '−30%'],
		[0.5, '×0.5'],
		[0.04, '×0.04'],
		[1, '0%']
	])('tells %d as %s', (ratio, text) => expect(volumeChange(ratio, 'en')).toBe(text));
});

describe('shortCount', () => {
	it('shortens from 10,000 on, in the units of the language', () => {
		expect(shortCount(1500, 'en')).toBe('1,500');
		expect(shortCount(20_000, 'en')).toBe('20K');
		expect(shortCount(20_000, 'zh-CN')).toBe('2万');
	});
});

describe('range', () => {
	it('joins with an en dash', () => expect(range('1.81', '2.06')).toBe('1.81–2.06'));
});
