import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readRows } from '#lib/server/store/read-rows.ts';
import { openQuestionStore, type QuestionStore } from './question-store.ts';

describe('readRows', () => {
	let store: QuestionStore;
	beforeAll(async () => {
		store = await openQuestionStore();
	});
	afterAll(() => store.close());

	const running = async (mark: string) => {
		const result = await store.clickhouse.query({
			query: `SELECT count() AS n FROM system.processes WHERE position(query, {mark:String}) > 0 AND query NOT LIKE '%system.processes%'`,
			query_params: { mark },
			format: 'JSONEachRow'
		});
		return Number((await result.json<{ n: string }>())[0]?.n);
	};

	it('gives rows by their columns', async () => {
		const query = 'SELECT {n:UInt32}, {text:String}';
		expect(await readRows(store.clickhouse, { query, values: { n: 3, text: 'x' } })).toEqual([[3, 'x']]);
	});

	it('ends the statement in ClickHouse when nobody waits for it any more', async () => {
		const mark = randomUUID();
		const gone = new AbortController();
		const query = `SELECT '${mark}', sum(sleepEachRow(0.05)) FROM numbers(400) SETTINGS max_block_size = 1`;
		const asked = readRows(store.clickhouse, { query, values: {}, signal: gone.signal });
		const refused = expect(asked).rejects.toThrow('aborted');
		await vi.waitUntil(async () => (await running(mark)) === 1, { timeout: 10_000 });
		gone.abort();
		await refused;
		await vi.waitUntil(async () => (await running(mark)) === 0, { timeout: 10_000 });
	});

	it('may not write', async () => {
		const query = 'INSERT INTO feedback (product) VALUES (1)';
		await expect(readRows(store.clickhouse, { query, values: {} })).rejects.toThrow(/readonly/i);
	});
});
