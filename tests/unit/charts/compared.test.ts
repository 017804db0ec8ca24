import { describe, expect, it } from 'vitest';
import { aroundRelease } from '#lib/charts/around-release.ts';
import { comparedPoints } from '#lib/charts/compared.ts';
import { isolated, toggled } from '#lib/charts/hidden-lines.ts';
import { movedPoint } from '#lib/charts/moved-point.ts';
import { timeModel } from '#lib/charts/time-model.ts';
import { besideChange, besideRow, tipRows } from '#lib/charts/tip-rows.ts';
import { bucketEdges } from '#lib/domain/buckets.ts';
import { metricNamed } from '#lib/domain/metric.ts';
import type { Answer } from '#lib/domain/question.ts';
import type { Grain } from '#lib/charts/bucket-points.ts';
import { DAY_MS, release, START_MS } from './fixtures.ts';

const zone = 'Europe/Berlin';
const style = { zone, locale: 'en' } as const;

/** The buckets of a range, each with its place as its value. */
function answerOver(from: string, to: string, grain: Grain, watermark = '2030-01-01T00:00:00Z'): Answer {
	const edges = bucketEdges({ fromMs: Date.parse(from), toMs: Date.parse(to) }, grain, zone) ?? [];
	const buckets = edges.slice(0, -1).map((ms, place) => ({
		start: new Date(ms).toISOString(),
		n: 20 + place,
		value: place,
		low: place - 1,
		high: place + 1
	}));
	return { watermark, result: { series: [{ group: null, buckets }] } };
}

function startsBeside(
	grain: Grain,
	days: number,
	range: [string, string],
	before: [string, string]
): (string | null)[] {
	const edges = bucketEdges({ fromMs: Date.parse(range[0]), toMs: Date.parse(range[1]) }, grain, zone) ?? [];
	const spans = edges.slice(0, -1).map((startMs, place) => ({ startMs, endMs: edges[place + 1]! }));
	const answer = answerOver(...before, grain);
	return comparedPoints(spans, { answer, shift: { days } }, { grain, style }).map(
		(point) => point && new Date(point.startMs).toISOString()
	);
}

describe('comparedPoints', () => {
	it('keeps the day of the calendar over the end of summer time', () => {
		const found = startsBeside(
			'day',
			7,
			['2026-10-24T22:00:00Z', '2026-10-27T23:00:00Z'],
			['2026-10-15T00:00:00Z', '2026-10-22T00:00:00Z']
		);
		expect(found).toEqual(['2026-10-17T22:00:00.000Z', '2026-10-18T22:00:00.000Z', '2026-10-19T22:00:00.000Z']);
	});
	it('has no hour to compare with where clocks went on', () => {
		// 01:00, 02:00 and 03:00 on 30 March, of which 02:00 did not exist the day before.
		const found = startsBeside(
			'hour',
			1,
			['2026-03-29T23:00:00Z', '2026-03-30T02:00:00Z'],
			['2026-03-28T20:00:00Z', '2026-03-29T05:00:00Z']
		);
		expect(found).toEqual(['2026-03-29T00:00:00.000Z', null, '2026-03-29T01:00:00.000Z']);
	});
	it('takes the nearest week where a range is no whole number of them', () => {
		const found = startsBeside(
			'week',
			30,
			['2026-06-01T00:00:00Z', '2026-06-15T00:00:00Z'],
			['2026-04-20T00:00:00Z', '2026-05-20T00:00:00Z']
		);
		expect(found.map((start) => start?.slice(0, 10))).toEqual(
			['2026-05-03', '2026-05-10', '2026-05-17'].slice(0, found.length)
		);
	});
	it('leaves out what was not answered', () => {
		const found = startsBeside(
			'day',
			7,
			['2026-06-07T22:00:00Z', '2026-06-09T22:00:00Z'],
			['2026-06-01T22:00:00Z', '2026-06-05T22:00:00Z']
		);
		expect(found).toEqual([null, '2026-06-01T22:00:00.000Z']);
	});
});

describe('a chart beside an earlier one', () => {
	const model = timeModel({
		metric: metricNamed('stars')!,
		grain: 'day',
		style,
		answer: answerOver('2026-06-07T22:00:00Z', '2026-06-11T22:00:00Z', 'day', '2026-06-11T12:00:00Z'),
		releases: [],
		beside: {
			label: '7 days before',
			shift: { days: 7 },
			answer: answerOver('2026-05-30T22:00:00Z', '2026-06-04T22:00:00Z', 'day')
		}
	})!;
	it('names the earlier bucket under this one, with its own n', () => {
		expect(tipRows(model, 1).map(({ label, value, n }) => [label, value, n])).toEqual([
			['this range', '1.00', '21'],
			['Tue 2 Jun', '2.00', '22']
		]);
		expect(besideRow(model, 1)?.hue).toBeNull();
	});
	it('says the difference with its sign, but none for a bucket that is still open', () => {
		expect(besideChange(model, 1)).toBe('−1.00');
		expect(besideChange(model, 3)).toBeNull();
	});
});

describe('the legend', () => {
	const keys = ['a', 'b', 'c'];
	it('shows one alone, and all again', () => {
		expect(isolated(keys, [], 'b')).toEqual(['a', 'c']);
		expect(isolated(keys, ['a', 'c'], 'b')).toEqual([]);
		expect(isolated(keys, ['a', 'c'], 'a')).toEqual(['b', 'c']);
	});
	it('adds and takes away, but never the last', () => {
		expect(toggled(keys, [], 'b')).toEqual(['b']);
		expect(toggled(keys, ['b'], 'b')).toEqual([]);
		expect(toggled(keys, ['a', 'c'], 'b')).toEqual([]);
	});
});

const week = timeModel({
	metric: metricNamed('stars')!,
	grain: 'day',
	style: { zone: 'UTC', locale: 'en' },
	answer: {
		watermark: new Date(START_MS + 9.5 * DAY_MS).toISOString(),
		result: {
			series: [
				{
					group: null,
					buckets: Array.from({ length: 10 }, (_, day) => ({
						start: new Date(START_MS + day * DAY_MS).toISOString(),
						n: day < 5 ? 10 : 30,
						value: day,
						low: null,
						high: null
					}))
				}
			]
		}
	},
	releases: [release('1.0', 2.5), release('2.0', 6)]
})!;

describe('aroundRelease', () => {
	it('weighs as many full buckets on both sides', () =>
		expect(aroundRelease(week, START_MS + 6 * DAY_MS)).toEqual({
			before: { value: (3 * 10 + 4 * 10 + 5 * 30) / 50, n: 50 },
			after: { value: 7, n: 90 },
			buckets: 3
		}));
	it('leaves out the bucket that the release falls into', () =>
		expect(aroundRelease(week, START_MS + 2.5 * DAY_MS)).toEqual({
			before: { value: 0.5, n: 20 },
			after: { value: 3.5, n: 20 },
			buckets: 2
		}));
	it('says nothing where one side is missing', () => expect(aroundRelease(week, START_MS)).toBeNull());
});

describe('movedPoint', () => {
	it.each([
		['ArrowLeft', -1, 9],
		['ArrowLeft', 0, 0],
		['ArrowRight', 9, 9],
		['Home', 5, 0],
		['End', 5, 9],
		['PageUp', 9, 6],
		['PageUp', 6, 2],
		['PageUp', 2, 2],
		['PageDown', 2, 6],
		['x', 2, null]
	])('%s from %d leads to %s', (key, from, to) => expect(movedPoint(key, from, week)).toBe(to));
});
