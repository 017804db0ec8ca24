import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Question } from '#lib/domain/question.ts';
import { createQuestions } from '#lib/server/questions/create-questions.ts';
import { migrateStore } from '#lib/server/store/migrate.ts';
import { openQuestionStore, readMigrations, type QuestionStore } from './question-store.ts';
import { createRandom } from './random.ts';
import { randomEvents, randomFeedback } from './random-rows.ts';

const CENTRE = Date.parse('2026-03-29T01:00:00Z');
const HOURS_MIGRATION = 5;

describe('an upgrade of a store with rows', () => {
	let store: QuestionStore;
	beforeAll(async () => {
		store = await openQuestionStore((number) => number < HOURS_MIGRATION);
		const random = createRandom(6);
		const rows = { feedback: randomFeedback(500, CENTRE, random), events: randomEvents(500, CENTRE, random) };
		await store.insert(1, rows);
	});
	afterAll(() => store.close());

	const ask = async () => {
		const questions = createQuestions({ clickhouse: store.clickhouse, now: () => CENTRE });
		const range = { from: '2026-03-20T00:00:00Z', to: '2026-04-05T00:00:00Z', bucket: 'day' } as const;
		const question = Question.parse({ metric: 'active_customers', ...range });
		return (await questions.ask({ number: 1, slug: 'p', name: 'P', timezone: 'UTC' }, question)).result;
	};

	const partsWithAll = async () => {
		const result = await store.clickhouse.query({
			query: `SELECT countIf(hasAll(projections, ['customers1h', 'customers8h', table = 'events' ? 'e1h' : 'p1h'])) AS has, count() AS parts FROM system.parts
				WHERE database = currentDatabase() AND active AND table IN ('feedback', 'events') AND rows > 0`,
			format: 'JSONEachRow'
		});
		const [row] = await result.json<{ has: string; parts: string }>();
		return [Number(row?.has), Number(row?.parts)] as const;
	};

	it('does not wait for the hours of older rows, which come by themselves; the answers stay the same', async () => {
		// What is built in the background cannot even begin.
		for (const table of ['feedback', 'events'])
			await store.clickhouse.command({ query: `SYSTEM STOP MERGES ${table}` });
		await migrateStore(store.clickhouse, await readMigrations());
		expect((await partsWithAll())[0]).toBe(0);
		const before = await ask();
		expect(before.series[0]?.buckets.some(({ n }) => n > 0)).toBe(true);
		for (const table of ['feedback', 'events'])
			await store.clickhouse.command({ query: `SYSTEM START MERGES ${table}` });
		await vi.waitUntil(
			async () => {
				const [has, parts] = await partsWithAll();
				return has === parts && parts > 0;
			},
			{ timeout: 20_000 }
		);
		expect(await ask()).toEqual(before);
	});
});
