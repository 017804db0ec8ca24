import { describe, expect, it } from 'vitest';
import type { Answer } from '#lib/domain/question.ts';
import { breakdownRows } from '../../../src/routes/p/[slug]/breakdown-rows.ts';
import { figureOf, type Figure } from '../../../src/routes/p/[slug]/figure-words.ts';
import { leadOf } from '../../../src/routes/p/[slug]/lead.ts';
import { panelGap, type Facts } from '../../../src/routes/p/[slug]/panel-gap.ts';
import { readView } from '../../../src/routes/p/[slug]/read-view.ts';
import { rangeNameWithin, spanWords } from '../../../src/routes/p/[slug]/span-words.ts';

const nowMs = Date.parse('2018-09-26T04:00:00Z');
const read = (search = '') => readView(new URLSearchParams(search), { nowMs, zone: 'UTC' });
const style = { zone: 'UTC', locale: 'en' } as const;
const DAY_MS = 86_400_000;

type Sized = { n: number; value: number | null; low?: number | null; high?: number | null };
const answer = (...series: { group: string | null; other?: true; bucket: Sized }[]): Answer => ({
	watermark: new Date(nowMs).toISOString(),
	result: {
		series: series.map(({ group, other, bucket }) => ({
			group,
			...(other && { other }),
			buckets: [{ start: '2018-08-01T00:00:00.000Z', low: null, high: null, ...bucket }]
		}))
	}
});
const total = (bucket: Sized) => answer({ group: null, bucket });
const figure = (metric: Parameters<typeof figureOf>[0], now: Sized, before: Sized): Figure =>
	figureOf(metric, { total: total(now), before: total(before), locale: 'en' })!;

describe('spanWords', () => {
	it.each([
		[56 * DAY_MS, '8 weeks'],
		[7 * DAY_MS, '7 days'],
		[DAY_MS, '24 hours'],
		[3_600_000, 'hour'],
		[90 * 60_000, '2 hours'],
		[57 * DAY_MS, '57 days'],
		[30 * 60_000, '30 minutes']
	])('says %d ms as %s', (ms, words) => expect(spanWords(ms, 'en')).toBe(words));
});

describe('rangeNameWithin', () => {
	it('names what moves with the clock, and dates what does not', () => {
		expect(rangeNameWithin(read(), style)).toBe('last 8 weeks');
		expect(rangeNameWithin(read('from=2018-08-01&to=2018-09-26'), style)).toBe('1 Aug – 26 Sep 2018');
	});
});

describe('leadOf', () => {
	const volume = figure('feedback_volume', { n: 433, value: 433, low: 393, high: 476 }, { n: 617, value: 617 });
	const lead = (score: Figure | null, of: Figure | null = volume) =>
		leadOf({ metric: 'stars', score, volume: of, span: '8 weeks' });

	it('says that a change could be none when its interval holds 0', () => {
		const score = figure(
			'stars',
			{ n: 433, value: 1.94, low: 1.81, high: 2.06 },
			{ n: 617, value: 1.85, low: 1.75, high: 1.95 }
		);
		expect(lead(score).title).toBe('Customers give 1.94 of 5 stars. The change from the 8 weeks before could be none.');
		expect(lead(score).about).toContain('From 433 scores, 95% interval 1.81–2.06. The difference is +0.09');
	});
	it('says the direction when it does not', () => {
		const score = figure(
			'stars',
			{ n: 433, value: 1.5, low: 1.4, high: 1.6 },
			{ n: 617, value: 1.85, low: 1.75, high: 1.95 }
		);
		expect(lead(score).title).toBe('Customers give 1.50 of 5 stars, less than in the 8 weeks before.');
	});
	it('compares with nothing where there was nothing', () => {
		const score = figure('stars', { n: 433, value: 1.5, low: 1.4, high: 1.6 }, { n: 0, value: null });
		expect(lead(score).title).toBe('Customers give 1.50 of 5 stars.');
	});
	it('gives no interval where all answers are alike', () => {
		const score = figure('nps', { n: 2, value: 100, low: 100, high: 100 }, { n: 0, value: null });
		expect(leadOf({ metric: 'nps', score, volume, span: '8 weeks' }).about).toContain('too few for an interval');
	});
	it('keeps words without scores apart from silence', () => {
		const none = figure('stars', { n: 0, value: null }, { n: 0, value: null });
		expect(lead(none).title).toBe('433 answers, none with a score.');
		const silence = figure('feedback_volume', { n: 0, value: 0 }, { n: 0, value: 0 });
		expect(lead(none, silence).title).toBe('Nobody answered in this range.');
		const filtered = leadOf({ metric: 'stars', score: none, volume: silence, span: '8 weeks', isFiltered: true });
		expect(filtered.title).toBe('Nothing in this range passes the filters.');
	});
});

describe('panelGap', () => {
	const facts: Facts = {
		feedback: 100,
		events: 0,
		firstAt: '2018-01-01T00:00:00.000Z',
		lastAt: '2018-07-01T00:00:00.000Z',
		scales: [{ scale: 'stars', n: 100 }]
	};
	const nothing = total({ n: 0, value: null });
	const gap = (metric: Parameters<typeof panelGap>[0]['metric'], of: Answer | undefined, search = '') =>
		panelGap({ metric, answer: of, grain: 'day', read: read(search), facts });

	it('is none where there is something to draw', () => expect(gap('stars', total({ n: 5, value: 2 }))).toBeNull());
	it('tells never, not in this range, zero, too few and filtered out apart', () => {
		expect(gap('nps', nothing)).toEqual({ kind: 'never' });
		expect(gap('stars', nothing)).toEqual({ kind: 'range' });
		expect(gap('feedback_volume', total({ n: 0, value: 0 }))).toEqual({ kind: 'zero' });
		expect(gap('stars', total({ n: 2, value: 3 }))).toEqual({ kind: 'few', n: 2, coarser: 'week' });
		expect(gap('stars', nothing, 'filter=channel:=:Web')).toEqual({ kind: 'filtered' });
	});
	it('shows nothing rather than everyone where a filter cannot be followed', () =>
		expect(gap('event_volume', undefined, 'filter=channel:=:Web')).toEqual({ kind: 'unfiltered', field: 'channel' }));
	it('does not take rows without customers for customers', () =>
		expect(gap('active_customers', total({ n: 500, value: 0 }))).toEqual({ kind: 'no-customers' }));
	it('leaves a failed question to its own words', () => expect(gap('stars', undefined)).toBeNull());
});

describe('breakdownRows', () => {
	const volume = answer(
		{ group: 'Web', bucket: { n: 10, value: 10 } },
		{ group: 'App', bucket: { n: 30, value: 30 } },
		{ group: null, other: true, bucket: { n: 500, value: 500 } }
	);
	const score = answer(
		{ group: 'App', bucket: { n: 20, value: 4.2, low: 4, high: 4.4 } },
		{ group: null, other: true, bucket: { n: 300, value: 3, low: 2.9, high: 3.1 } }
	);
	const rows = breakdownRows({ volume, score, unit: 'score', locale: 'en' });
	it('lists groups with the most answers first, the fold last', () =>
		expect(rows.map(({ group }) => group)).toEqual(['App', 'Web', null]));
	it('puts each score beside its own group, and none beside the fold', () =>
		expect(rows.map(({ valueText, interval }) => [valueText, interval])).toEqual([
			['4.20', '4.00–4.40'],
			['–', ''],
			['–', '']
		]));
});
