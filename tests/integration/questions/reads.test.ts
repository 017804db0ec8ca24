import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Question, type Filter, type QuestionInput } from '#lib/domain/question.ts';
import { createQuestions } from '#lib/server/questions/create-questions.ts';
import { readNewestWords } from '#lib/server/store/read-newest-words.ts';
import { readProductFacts } from '#lib/server/store/read-product-facts.ts';
import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import { openQuestionStore, type QuestionStore } from './question-store.ts';

const MORNING = Date.parse('2026-05-01T08:00:00Z');

const answer = (row: Partial<FeedbackRow>): FeedbackRow => ({
	id: 'id',
	ownId: true,
	atMs: MORNING,
	scale: null,
	score: null,
	text: '',
	customer: '',
	version: '',
	channel: '',
	lang: '',
	attributes: [],
	...row
});

const event = (row: Partial<EventRow>): EventRow => ({
	id: 'id',
	ownId: true,
	atMs: MORNING,
	name: 'search',
	value: null,
	customer: '',
	version: '',
	attributes: [],
	...row
});

describe('the reads of a store', () => {
	let store: QuestionStore;
	beforeAll(async () => {
		store = await openQuestionStore();
	});
	afterAll(() => store.close());

	const ask = (product: number, question: Partial<QuestionInput>, timezone = 'UTC') =>
		createQuestions({ clickhouse: store.clickhouse, now: () => MORNING }).ask(
			{ number: product, slug: 'p', name: 'P', timezone },
			Question.parse({
				metric: 'feedback_volume',
				from: '2026-05-01T00:00:00Z',
				to: '2026-05-02T00:00:00Z',
				bucket: 'day',
				...question
			})
		);

	describe('ask', () => {
		it('lists one empty series without groups and none with', async () => {
			const [only, ...others] = (await ask(90, {})).result.series;
			expect(others).toEqual([]);
			expect(only).toEqual({
				group: null,
				buckets: [{ start: '2026-05-01T00:00:00.000Z', n: 0, value: 0, low: 0, high: expect.closeTo(Math.log(40), 12) }]
			});
			expect((await ask(90, { metric: 'nps' })).result.series[0]!.buckets[0]).toMatchObject({ n: 0, value: null });
			expect((await ask(90, { groupBy: 'version' })).result.series).toEqual([]);
		});

		it('keeps products apart', async () => {
			await store.insert(10, { feedback: [answer({ text: 'ten' })] });
			expect((await ask(10, {})).result.series[0]!.buckets[0]!.n).toBe(1);
			expect((await ask(11, {})).result.series[0]!.buckets[0]!.n).toBe(0);
		});

		it('counts a customer once in what is folded', async () => {
			const events = ['a', 'a', 'a', 'b', 'b', 'c'].map((version) => event({ version, customer: 'same' }));
			await store.insert(12, { events });
			const { series } = (await ask(12, { metric: 'active_customers', groupBy: 'version', groups: 1 })).result;
			expect(series).toMatchObject([
				{ group: 'a', buckets: [{ n: 3, value: 1 }] },
				{ group: null, other: true, buckets: [{ n: 3, value: 1 }] }
			]);
		});

		it('ranks by the metric’s own n over the range, ties by name', async () => {
			const customers = { a: ['x', 'x', 'x', 'x'], b: ['x', 'y'], c: ['x', 'y'] };
			const events = Object.entries(customers).flatMap(([version, names]) =>
				names.map((customer) => event({ version, customer }))
			);
			await store.insert(13, { events });
			const groupsOf = async (groups: number) =>
				(await ask(13, { metric: 'events_per_customer', groupBy: 'version', groups })).result.series;
			expect(await groupsOf(1)).toMatchObject([
				{ group: 'b', buckets: [{ n: 2, value: 1 }] },
				{ group: null, other: true, buckets: [{ n: 2, value: 3 }] }
			]);
			expect((await groupsOf(3)).map(({ group }) => group)).toEqual(['a', 'b', 'c']);
		});

		it('has no response rate where nothing was asked, and at most one', async () => {
			await store.insert(14, { feedback: [answer({ scale: 'thumbs', score: 1 }), answer({ scale: 'nps', score: 9 })] });
			const rate = async () => (await ask(14, { metric: 'response_rate' })).result.series[0]!.buckets[0];
			expect(await rate()).toMatchObject({ n: 0, value: null, low: null, high: null });
			await store.insert(14, { events: [event({ name: 'feedback.asked' })] });
			expect(await rate()).toMatchObject({ n: 1, value: 1, high: 1 });
		});

		it('takes the largest filter that a question may have', async () => {
			await store.insert(15, { feedback: [answer({ text: '\\'.repeat(20_000) }), answer({ text: 'other' })] });
			const value = Array.from({ length: 1000 }, (_, index) => '\\'.repeat(20_000 - index));
			const question = { filter: [{ field: 'text', op: 'in', value }] } satisfies Partial<QuestionInput>;
			expect((await ask(15, question)).result.series[0]!.buckets[0]!.n).toBe(1);
		});

		it('takes every month that can be stored', async () => {
			const range = { from: '1970-01-01T00:00:00Z', to: '2105-12-31T00:00:00Z', bucket: 'month' } as const;
			await store.insert(16, { feedback: [answer({})] });
			await store.merge();
			const months = async (timezone: string) => (await ask(16, range, timezone)).result.series[0]!.buckets;
			expect(await months('UTC')).toHaveLength(136 * 12);
			for (const [zone, start] of [
				['UTC', '2026-05-01T00:00:00.000Z'],
				['Europe/Berlin', '2026-04-30T22:00:00.000Z'],
				['Africa/Monrovia', '2026-05-01T00:00:00.000Z'],
				['America/New_York', '2026-05-01T04:00:00.000Z']
			] as const)
				expect((await months(zone)).filter(({ n }) => n > 0)).toMatchObject([{ start, n: 1 }]);
		});
	});

	describe('readNewestWords', () => {
		const product = 20;
		beforeAll(() =>
			store.insert(product, {
				feedback: [
					answer({ id: 'b', text: 'second', atMs: MORNING + 5, channel: 'app', version: '2', customer: 'secret' }),
					answer({ id: 'a', text: 'also second', atMs: MORNING + 5, scale: 'nps', score: 0 }),
					answer({ id: 'c', text: 'first', atMs: MORNING }),
					answer({ id: 'd', scale: 'csat', score: 5, atMs: MORNING + 9 }),
					answer({ id: 'e', text: 'newest', atMs: MORNING + 7, lang: 'en' })
				]
			})
		);

		const idsOf = async (limit: number, filter: Filter[] = [], sinceMs?: number) =>
			(
				await readNewestWords(store.clickhouse, {
					product,
					filter,
					limit,
					...(sinceMs === undefined ? {} : { sinceMs })
				})
			).map(({ id }) => id);

		it('gives the newest texts first, equal times by id, without what has no text', async () => {
			expect(await idsOf(3)).toEqual(['e', 'a', 'b']);
			expect(await idsOf(10)).toEqual(['e', 'a', 'b', 'c']);
		});

		it('tells all but the customer', async () => {
			const words = await readNewestWords(store.clickhouse, { product, filter: [], limit: 3 });
			expect(words.slice(1)).toEqual([
				{
					id: 'a',
					at: '2026-05-01T08:00:00.005Z',
					scale: 'nps',
					score: 0,
					text: 'also second',
					channel: '',
					version: ''
				},
				{
					id: 'b',
					at: '2026-05-01T08:00:00.005Z',
					scale: '',
					score: null,
					text: 'second',
					channel: 'app',
					version: '2'
				}
			]);
		});

		it('filters, and starts from a moment', async () => {
			expect(await idsOf(10, [{ field: 'text', op: 'contains', value: 'SECOND' }])).toEqual(['a', 'b']);
			expect(await idsOf(10, [{ field: 'lang', op: '=', value: 'en' }])).toEqual(['e']);
			expect(await idsOf(10, [], MORNING + 5)).toEqual(['e', 'a', 'b']);
		});
	});

	describe('readProductFacts', () => {
		it('tells what there is', async () => {
			await store.insert(30, {
				feedback: [
					answer({ text: 'words', atMs: MORNING + 3 }),
					answer({ scale: 'nps', score: 3, atMs: MORNING - 5 }),
					answer({ scale: 'nps', score: 10 }),
					answer({ scale: 'thumbs', score: 0 })
				],
				events: [event({}), event({ atMs: MORNING + 99 })]
			});
			expect(await readProductFacts(store.clickhouse, 30)).toEqual({
				feedback: 4,
				firstMs: MORNING - 5,
				lastMs: MORNING + 3,
				scales: { nps: 2, thumbs: 1 },
				events: 2
			});
		});

		it('is nothing for a product without rows', async () => {
			expect(await readProductFacts(store.clickhouse, 31)).toEqual({
				feedback: 0,
				firstMs: null,
				lastMs: null,
				scales: {},
				events: 0
			});
		});
	});
});
