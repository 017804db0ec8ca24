import { describe, expect, it } from 'vitest';
import { indexAt, xOf } from '#lib/charts/frame.ts';
import { timeTicks } from '#lib/charts/time-ticks.ts';
import { axisSteps, valueAxis } from '#lib/charts/value-axis.ts';
import { DAY_MS, frame, point, START_MS } from './fixtures.ts';

const style = { zone: 'UTC', locale: 'en' } as const;
const days = (count: number) => Array.from({ length: count }, (_, day) => START_MS + day * DAY_MS);

describe('timeTicks', () => {
	it('stands on Mondays when days have no room', () => {
		const labels = timeTicks(days(55), 'day', frame, style).map(({ label }) => label);
		expect(labels).toEqual(['3 Sep', '10 Sep', '17 Sep', '24 Sep', '1 Oct', '8 Oct', '15 Oct', '22 Oct']);
	});
	it('stands on the first of months when Mondays have none', () => {
		const long = { ...frame, toMs: START_MS + 200 * DAY_MS };
		const labels = timeTicks(days(200), 'day', long, style).map(({ label }) => label);
		expect(labels).toEqual(['1 Oct', '1 Nov', '1 Dec', '1 Jan', '1 Feb', '1 Mar']);
	});
	it('is never closer than 52 pixels', () => {
		for (let count = 2; count < 400; count += 7) {
			const stage = { ...frame, toMs: START_MS + count * DAY_MS };
			const xs = timeTicks(days(count), 'day', stage, style).map(({ ms }) => xOf(ms, stage));
			expect(xs.every((x, index) => index === 0 || x - (xs[index - 1] ?? 0) >= 52)).toBe(true);
		}
	});
	it('tells clock times within a day, and the day at midnight', () => {
		const hours = Array.from({ length: 48 }, (_, hour) => START_MS + hour * 3_600_000);
		const stage = { ...frame, toMs: START_MS + 2 * DAY_MS };
		const labels = timeTicks(hours, 'hour', stage, style).map(({ label }) => label);
		expect(labels.slice(0, 3)).toEqual(['3 Sep', '06:00', '12:00']);
		expect(labels).toContain('4 Sep');
	});
	it('follows the zone and the language of the product', () => {
		const shanghai = { zone: 'Asia/Shanghai', locale: 'zh-CN' } as const;
		const starts = days(8).map((ms) => ms - 8 * 3_600_000);
		const stage = { ...frame, fromMs: starts[0]!, toMs: starts[7]! + DAY_MS };
		expect(timeTicks(starts, 'day', stage, shanghai)[0]!.label).toBe('9月3日');
	});
});

describe('valueAxis', () => {
	it.each([
		['count', [0, 168, 195], [0, 50, 100, 150, 200]],
		['count', [0, 0], [0, 1, 2, 3, 4]],
		['count', [3], [0, 1, 2, 3]],
		['share', [0.75, 0.9], [0, 0.25, 0.5, 0.75, 1]],
		['share', [0.03], [0, 0.01, 0.02, 0.03]],
		['points', [-20, 45], [-25, 0, 25, 50]]
	] as const)('cuts %s of %j into %j', (unit, values, steps) =>
		expect(axisSteps(valueAxis({ unit }, values))).toEqual(steps)
	);
	it('shows the whole scale of scores', () =>
		expect(axisSteps(valueAxis({ unit: 'score', scale: 'stars' }, [1.9]))).toEqual([1, 2, 3, 4, 5]));
	it('holds every value, in four to six steps where there are as many', () => {
		for (let most = 5; most < 3_000_000; most = Math.ceil(most * 1.37)) {
			const steps = axisSteps(valueAxis({ unit: 'count' }, [most]));
			expect(steps.at(-1)).toBeGreaterThanOrEqual(most);
			expect(steps.length).toBeGreaterThanOrEqual(3);
			expect(steps.length).toBeLessThanOrEqual(6);
		}
	});
});

describe('indexAt', () => {
	const spans = [point(0, 1), point(1, 1), point(2, 1)];
	const stage = { ...frame, toMs: START_MS + 3 * DAY_MS };
	it('finds the bucket under the pointer, the nearest one outside', () => {
		expect(indexAt(xOf(START_MS + 1.5 * DAY_MS, stage), spans, stage)).toBe(1);
		expect(indexAt(0, spans, stage)).toBe(0);
		expect(indexAt(9999, spans, stage)).toBe(2);
	});
});
