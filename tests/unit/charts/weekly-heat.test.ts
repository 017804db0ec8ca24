import { describe, expect, it } from 'vitest';
import { groupRows, scoreRows } from '../../../src/lib/charts/group-rows.ts';
import { weeklyHeat } from '../../../src/lib/charts/weekly-heat.ts';

const HOUR_MS = 3_600_000;
const MONDAY_MS = Date.parse('2026-01-05T00:00:00Z');
const answer = (values: readonly [n: number, value: number | null][], hours = values.length) => ({
	watermark: new Date(MONDAY_MS + hours * HOUR_MS).toISOString(),
	result: {
		series: [
			{
				group: null,
				buckets: values.map(([n, value], index) => ({
					start: new Date(MONDAY_MS + index * HOUR_MS).toISOString(),
					...{ n, value, low: null, high: null }
				}))
			}
		]
	}
});
const weeks = (count: number, of: (hour: number) => [number, number | null]) =>
	answer(Array.from({ length: count * 168 }, (_, hour) => of(hour)));

describe('weeklyHeat', () => {
	it('is the mean of counts over the weeks, a week without a row being 0', () => {
		const heat = weeklyHeat(
			weeks(2, (hour) => (hour === 0 ? [6, 6] : [0, 0])),
			{ unit: 'count' },
			'UTC'
		);
		expect(heat.cells[0]).toEqual({ weekday: 0, hour: 0, n: 6, value: 3 });
		expect([heat.least, heat.most]).toEqual([0, 3]);
	});
	it('weighs rates by their answers, and nothing is not zero', () => {
		const heat = weeklyHeat(
			weeks(2, (hour) => (hour === 5 ? [3, 1] : hour === 173 ? [1, 0] : [0, null])),
			{ unit: 'share' },
			'UTC'
		);
		expect(heat.cells[5]).toEqual({ weekday: 0, hour: 5, n: 4, value: 0.75 });
		expect(heat.cells[6]?.value).toBeNull();
	});
	it('lies in the zone of the product, and leaves the open hour out', () => {
		const heat = weeklyHeat(
			answer(
				[
					[1, 1],
					[9, 9]
				],
				1.5
			),
			{ unit: 'count' },
			'Asia/Shanghai'
		);
		expect(heat.cells.filter(({ n }) => n > 0)).toEqual([{ weekday: 0, hour: 8, n: 1, value: 1 }]);
	});
});

describe('groupRows', () => {
	const series = (group: string | null, n: number, value: number, other?: true) => ({
		...(other && { other }),
		...{ group, buckets: [{ start: '', n, value, low: value, high: value }] }
	});
	it('begins with the largest and ends with the fold', () => {
		const result = { series: [series('a', 1, 1), series('', 3, 3), series(null, 9, 9, true)] };
		const rows = groupRows({ watermark: '', result }, { unit: 'count' }, 'en');
		expect(rows.map(({ label }) => label)).toEqual(['none given', 'a', 'other']);
	});
	it('lists every score of the scale', () => {
		const result = { series: [series('1', 1, 1), series('5', 3, 3), series('', 7, 7)] };
		const rows = scoreRows({ watermark: '', result }, { min: 1, max: 5 }, 'en');
		expect(rows.map(({ label, nText, valueText }) => [label, nText, valueText])).toEqual([
			...[
				['1', '1', '25%'],
				['2', '0', '0%'],
				['3', '0', '0%'],
				['4', '0', '0%'],
				['5', '3', '75%']
			]
		]);
	});
});
