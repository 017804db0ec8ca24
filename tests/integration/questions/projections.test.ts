import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { Question, questionSchema, type QuestionInput } from '#lib/domain/question.ts';
import { createQuestions } from '#lib/server/questions/create-questions.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { openQuestionStore, type QuestionStore } from './question-store.ts';
import { createRandom } from './random.ts';
import { randomEvents, randomFeedback } from './random-rows.ts';

const CENTRE = Date.parse('2026-03-29T01:00:00Z');
const PROJECTION_NOT_USED = '584';

/** The client with a setting that makes ClickHouse refuse what it cannot answer from a projection. */
const forcing = (clickhouse: ClickHouseClient, settings: Record<string, number>): ClickHouseClient =>
	new Proxy(clickhouse, {
		get: (target, name) =>
			name === 'query'
				? (statement: Parameters<ClickHouseClient['query']>[0]) =>
						target.query({ ...statement, clickhouse_settings: settings })
				: Reflect.get(target, name, target)
	});

describe('the projections', () => {
	let store: QuestionStore;

	beforeAll(async () => {
		store = await openQuestionStore();
		const random = createRandom(4);
		await store.insert(1, {
			feedback: randomFeedback(2000, CENTRE, random),
			events: randomEvents(2000, CENTRE, random)
		});
		await store.merge();
	});
	afterAll(() => store.close());

	const ask = (question: Partial<QuestionInput>, settings: Record<string, number>, timezone = 'Europe/Berlin') =>
		createQuestions({ clickhouse: forcing(store.clickhouse, settings), now: () => CENTRE }).ask(
			{ number: 1, slug: 'p', name: 'P', timezone },
			Question.parse({
				metric: 'feedback_volume',
				from: '2026-03-20T00:00:00Z',
				to: '2026-04-05T00:00:00Z',
				bucket: 'day',
				...question
			})
		);

	const used = { force_optimize_projection: 1 };
	const unused = { optimize_use_projections: 0 };

	it.each<Partial<QuestionInput>>([
		{ metric: 'feedback_volume' },
		{ metric: 'feedback_volume', bucket: 'hour' },
		{ metric: 'feedback_volume', bucket: 'week' },
		{ metric: 'feedback_volume', bucket: 'month' },
		{ metric: 'feedback_volume', bucket: 'all' },
		{ metric: 'event_volume', bucket: 'hour', groupBy: 'name' },
		{ metric: 'event_volume', filter: [{ field: 'name', op: 'contains', value: 'pay' }] },
		{ metric: 'negative_volume', groupBy: 'scale' },
		{ metric: 'positive_volume', groupBy: 'score' },
		{ metric: 'csat', groupBy: 'channel', groups: 2 },
		{ metric: 'thumbs_up', filter: [{ field: 'version', op: '!=', value: '1.0.0' }] },
		{ metric: 'negative_share', filter: [{ field: 'scale', op: 'in', value: ['nps', 'stars'] }] },
		{ metric: 'nps', filter: [{ field: 'score', op: '>=', value: 3 }] },
		{ metric: 'ces', bucket: 'hour', groupBy: 'version' },
		{ metric: 'stars', filter: [{ field: 'channel', op: 'contains', value: 'APP' }] },
		{ metric: 'response_rate', groupBy: 'version' },
		{ metric: 'active_customers' },
		{ metric: 'active_customers', bucket: 'hour' },
		{ metric: 'active_customers', bucket: 'week' },
		{ metric: 'active_customers', bucket: 'all', from: '2026-03-20T00:07:00Z' },
		{ metric: 'events_per_customer', bucket: 'month' }
	])('answer %j, with what the rows say', async (question) => {
		const fromCells = await ask(question, used);
		const fromRows = await ask(question, unused);
		expect(fromCells.result).toEqual(fromRows.result);
		expect(fromCells.result.series[0]!.buckets.some(({ n }) => n > 0)).toBe(true);
	});

	describe.each(['Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe'])('of %s', (zone) => {
		it.each<Partial<QuestionInput>>([{ bucket: 'hour' }, { metric: 'active_customers', bucket: 'day' }])(
			'serve %j',
			async (question) => {
				const fromCells = await ask(question, used, zone);
				expect(fromCells.result).toEqual((await ask(question, unused, zone)).result);
			}
		);
	});

	const HIGH = { field: 'score', op: '>=', value: 4 } as const;
	const STARS = { field: 'scale', op: '=', value: 'stars' } as const;

	it.each([
		{ kind: 'count', over: 'feedback', where: [STARS, HIGH] },
		{ kind: 'share', over: 'feedback', where: [STARS], of: [HIGH, { field: 'channel', op: 'contains', value: 'a' }] },
		{ kind: 'share', over: 'events', of: [{ field: 'name', op: '=', value: 'search' }] },
		{ kind: 'mean', over: 'feedback', where: [STARS], field: 'score' },
		{ kind: 'customers', over: 'events' }
	])("answer a product's own metric that names only their fields: %j, followed too", async (given) => {
		const definition = MetricDefinition.parse(given);
		const range = { from: '2026-03-20T00:00:00Z', to: '2026-04-05T00:00:00Z', bucket: 'day' };
		const own = questionSchema([{ name: 'own', table: definition.over, definition }]);
		const question = own.parse({ metric: 'own', ...range });
		const product = { number: 1, slug: 'p', name: 'P', timezone: 'Europe/Berlin' };
		const asked = (settings: Record<string, number>) =>
			createQuestions({ clickhouse: forcing(store.clickhouse, settings), now: () => CENTRE + 30 * 86_400_000 });
		const fromRows = await asked(unused).ask(product, question);
		expect((await asked(used).ask(product, question)).result).toEqual(fromRows.result);
		expect(fromRows.result.series[0]!.buckets.some(({ n }) => n > 0)).toBe(true);
		const followed = await asked(used)
			.follow(product, question)
			?.ask({ fromMs: -Infinity, toMs: Infinity, table: 'both' });
		if (followed) expect(followed.result).toEqual(fromRows.result);
	});

	it.each<Partial<QuestionInput>>([
		{ bucket: 'minute', from: '2026-03-29T00:00:00Z', to: '2026-03-29T01:00:00Z' },
		{ filter: [{ field: 'lang', op: '=', value: 'en' }] },
		{ groupBy: 'attributes.plan' },
		{ metric: 'active_customers', groupBy: 'version' },
		{ metric: 'active_customers', filter: [{ field: 'version', op: '!=', value: '1.0.0' }] }
	])('are of no use for %j', async (question) => {
		await expect(ask(question, used)).rejects.toMatchObject({ code: PROJECTION_NOT_USED });
		expect((await ask(question, {})).result.series.length).toBeGreaterThan(0);
	});
});
