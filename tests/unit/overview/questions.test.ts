import { describe, expect, it } from 'vitest';
import { Question, type Answer } from '#lib/domain/question.ts';
import { coarserGrain, grainOf, possibleGrains, rateGrainOf } from '../../../src/routes/p/[slug]/grain.ts';
import { medianN, readOverview } from '../../../src/routes/p/[slug]/overview.ts';
import {
	firstQuestions,
	nextQuestions,
	rangeBefore,
	rangeOf
} from '../../../src/routes/p/[slug]/overview-questions.ts';
import { readView } from '../../../src/routes/p/[slug]/read-view.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const nowMs = Date.parse('2018-09-26T04:00:00Z');
const read = (search = '') => readView(new URLSearchParams(search), { nowMs, zone: 'UTC' });

describe('grains', () => {
	it.each([
		[HOUR_MS, 'minute'],
		[DAY_MS, 'hour'],
		[7 * DAY_MS, 'hour'],
		[56 * DAY_MS, 'day'],
		[364 * DAY_MS, 'week'],
		[1826 * DAY_MS, 'month']
	] as const)('cut %d ms by default into %s', (ms, grain) => expect(grainOf(ms)).toBe(grain));
	it('are never offered too fine', () => expect(possibleGrains(56 * DAY_MS)).toEqual(['day', 'week', 'month']));
	it('of rates are the finest whose median bucket has 20 answers', () => {
		const median = { minute: 0, hour: 0, day: 6, week: 40, month: 170 };
		expect(rateGrainOf(56 * DAY_MS, 'day', (grain) => median[grain])).toBe('week');
	});
	it('of rates are the coarsest with a course when answers are few', () =>
		expect(rateGrainOf(56 * DAY_MS, 'day', () => 1)).toBe('week'));
	it('have a coarser one until the range is a single bucket', () => {
		expect(coarserGrain(56 * DAY_MS, 'week')).toBe('month');
		expect(coarserGrain(56 * DAY_MS, 'month')).toBeNull();
	});
});

describe('ranges', () => {
	it('stay relative, so that the server moves them', () =>
		expect(rangeOf(read())).toEqual({ from: 'now-8w', to: 'now' }));
	it('turn days into instants', () =>
		expect(rangeOf(read('from=2018-09-04&to=now'))).toEqual({ from: Date.parse('2018-09-04'), to: 'now' }));
	it('are preceded by one of equal length', () => {
		expect(rangeBefore(read())).toEqual({ from: 'now-112d', to: 'now-56d' });
		expect(rangeBefore(read('from=now-90m'))).toEqual({ from: 'now-3h', to: 'now-90m' });
		expect(rangeBefore(read('from=2018-09-04&to=2018-09-05'))).toEqual({
			from: Date.parse('2018-09-02'),
			to: Date.parse('2018-09-04')
		});
	});
});

describe('questions', () => {
	it.each(['', 'filter=channel:=:Web', 'filter=customer:=:c1', 'filter=attributes.plan:=:pro', 'filter=name:=:open'])(
		'are all valid under %s',
		(search) => {
			const asking = { read: read(search), grain: 'day' } as const;
			for (const question of Object.values({ ...firstQuestions(asking), ...nextQuestions(asking, ['stars', 'nps']) }))
				expect(Question.safeParse(question).error).toBeUndefined();
		}
	);
	it('leave out what cannot follow the filter rather than showing everyone', () => {
		const names = Object.keys(firstQuestions({ read: read('filter=channel:=:Web'), grain: 'day' }));
		expect(names).toContain('volume');
		expect(names).not.toContain('active');
		expect(names).not.toContain('events');
	});
});

const answer = (groups: Record<string, number[]>): Answer => ({
	watermark: new Date(nowMs).toISOString(),
	result: {
		series: Object.entries(groups).map(([group, sizes]) => ({
			group,
			buckets: sizes.map((n, day) => ({
				start: new Date(Date.parse('2018-09-03') + day * DAY_MS).toISOString(),
				n,
				value: n,
				low: null,
				high: null
			}))
		}))
	}
});

describe('medianN', () => {
	const sizes = answer({ '': [1, 2, 3, 4, 5, 6, 7, 10, 10, 10, 10, 10, 10, 10] });
	it('takes the middle bucket', () => expect(medianN(sizes, 'day', 'UTC')).toBe(7));
	it('adds days up to weeks', () => expect(medianN(sizes, 'week', 'UTC')).toBe(28));
	it('is 0 without an answer', () => expect(medianN(undefined, 'day', 'UTC')).toBe(0));
});

describe('readOverview', () => {
	const ask = (scales: Record<string, number[]>) => (question: Question) =>
		Promise.resolve(question.groupBy === 'scale' ? answer(scales) : answer({ '': [1] }));
	it('lets the scale with the most answers in the range stand for the page', async () => {
		const known = [{ scale: 'nps', n: 9000 } as const];
		const { scores } = await readOverview(read(), {
			ask: ask({ '': [500], csat: [30], stars: [70] }),
			zone: 'UTC',
			scales: known
		});
		expect(scores).toEqual(['stars', 'csat']);
	});
	it('falls back to what the product is asked on', async () => {
		const { scores } = await readOverview(read(), { ask: ask({}), zone: 'UTC', scales: [{ scale: 'nps', n: 9 }] });
		expect(scores).toEqual(['nps']);
	});
	it('shows the other panels when one question fails', async () => {
		const { answers } = await readOverview(read(), {
			ask: (question) =>
				question.metric === 'event_volume' ? Promise.reject(new Error('too much')) : ask({ stars: [3] })(question),
			zone: 'UTC',
			scales: []
		});
		expect(answers.events).toBeUndefined();
		expect(answers.volume).toBeDefined();
	});
	it('fails when nothing is answered', async () => {
		const failing = readOverview(read(), { ask: () => Promise.reject(new Error('down')), zone: 'UTC', scales: [] });
		await expect(failing).rejects.toThrow('no question was answered');
	});
	it('keeps a chosen grain for rates too', async () => {
		const { grain, rateGrain } = await readOverview(read('bucket=week'), { ask: ask({}), zone: 'UTC', scales: [] });
		expect([grain, rateGrain]).toEqual(['week', 'week']);
	});
});
