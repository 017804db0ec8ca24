import { describe, expect, it } from 'vitest';
import { bucketEnd, lineRuns, lonePoints, pointsOf } from '#lib/charts/bucket-points.ts';
import { bucketAround } from '#lib/domain/buckets.ts';
import { point } from './fixtures.ts';

const bucket = (start: string, n = 1) => ({ start, n, value: n, low: null, high: null });

describe('pointsOf', () => {
	const points = pointsOf(
		[bucket('2018-09-02T16:00:00.000Z'), bucket('2018-09-03T16:00:00.000Z'), bucket('2018-09-04T16:00:00.000Z', 0)],
		{ grain: 'day', zone: 'Asia/Shanghai', watermarkMs: Date.parse('2018-09-04T08:00:00Z') }
	);
	it('ends each bucket where the next begins, and the last on the calendar', () => {
		expect(points.map(({ startMs, endMs }) => endMs - startMs)).toEqual([86_400_000, 86_400_000, 86_400_000]);
	});
	it('knows what is closed, what is open and what is still ahead', () => {
		expect(points.map(({ state }) => state)).toEqual(['closed', 'open', 'ahead']);
	});
});

describe('bucketEnd', () => {
	it.each([
		['day', 'Europe/Berlin', '2024-03-30T23:00:00.000Z'],
		['day', 'Europe/Berlin', '2024-10-26T22:00:00.000Z'],
		['week', 'America/New_York', '2024-03-04T05:00:00.000Z'],
		['month', 'Asia/Kathmandu', '2024-01-31T18:15:00.000Z'],
		['hour', 'Asia/Kathmandu', '2024-01-31T18:15:00.000Z'],
		['minute', 'UTC', '2024-02-29T23:59:00.000Z']
	] as const)('ends a %s in %s where the server ends it', (grain, zone, start) => {
		const startMs = Date.parse(start);
		expect(bucketEnd(startMs, grain, zone)).toBe(bucketAround(startMs, grain, zone).toMs);
	});
});

describe('lineRuns', () => {
	it('breaks at gaps and at buckets with fewer than 3 answers', () => {
		const runs = lineRuns([
			point(0, 2),
			point(1, 3),
			point(2, null, { n: 0 }),
			point(3, 2),
			point(4, 1, { n: 2 }),
			point(5, 4)
		]);
		expect(runs.map((run) => run.map(({ value }) => value))).toEqual([[2, 3], [2], [4]]);
	});
	it('draws nothing of what is still ahead', () => expect(lineRuns([point(0, 2, { state: 'ahead' })])).toEqual([]));
});

describe('lonePoints', () => {
	it('keeps values of too few answers as dots', () => {
		expect(
			lonePoints([point(0, 2), point(1, 5, { n: 1 }), point(2, null, { n: 0 })]).map(({ value }) => value)
		).toEqual([5]);
	});
});
