import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createApi, type Api, type TestProduct } from '../../fixtures/api.ts';
import { BOMBS, ENDLESS, ESCAPES } from './escapes.ts';
import { HONEST } from './honest.ts';
import { askSql, eachOf, fillProduct, FIRST_MS, GIVEN, SECRET } from './sql-fixture.ts';

let api: Api;
let mine: TestProduct;
let other: TestProduct;

beforeAll(async () => {
	api = createApi(inject('server'));
	[mine, other] = await Promise.all([api.newProduct(), api.newProduct()]);
	await Promise.all([fillProduct(api, mine, 'mine'), fillProduct(api, other, SECRET)]);
});

/** What only the server, its other products or its engine know. */
const LEAKS = [SECRET, 'root:', 'upshot_p_', 'upshot_sql', 'users.xml', '/store/', '26.7', 'DB::Exception', '__table'];

describe('POST /api/v1/sql', () => {
	it('answers an honest statement with columns, rows as lists, and how many', async () => {
		const sql = `SELECT version, count() AS n, avg(score) AS mean, max(at) AS last, max(score) FROM feedback
			GROUP BY version ORDER BY version`;
		const { status, body } = await askSql(api, mine, sql);
		expect([status, body]).toEqual([
			200,
			{
				columns: [
					{ name: 'version', type: 'String' },
					{ name: 'n', type: 'UInt64' },
					{ name: 'mean', type: 'Nullable(Float64)' },
					{ name: 'last', type: "DateTime64(3, 'UTC')" },
					{ name: 'max(score)', type: 'Nullable(UInt8)' }
				],
				rows: ['1.0', '1.1', '2.0'].map((version, index) => [
					version,
					100,
					expect.any(Number),
					new Date(FIRST_MS + (297 + index) * 60_000).toISOString(),
					5
				]),
				n: 3,
				elapsedMs: expect.any(Number),
				truncated: false
			}
		]);
	});

	it('has the columns that are promised, of the types that are promised', async () => {
		const columnsOf = async (table: string) => (await askSql(api, mine, `SELECT * FROM ${table}`)).body.columns;
		const names = async (table: string) => (await columnsOf(table)).map(({ name }) => name).join(' ');
		expect(await names('feedback')).toBe(
			'id at received_at scale score text customer version channel lang attributes topics'
		);
		expect(await names('events')).toBe('id at received_at name value customer version attributes');
		expect(await names('releases')).toBe('version at title notes url assignment rollout');
		expect(await names('verdicts')).toBe('release metric at verdict effect low high evidence');
		expect(await columnsOf('feedback')).toEqual(
			expect.arrayContaining([
				{ name: 'score', type: 'Nullable(UInt8)' },
				{ name: 'attributes', type: 'Map(String, String)' },
				{ name: 'topics', type: 'Array(String)' }
			])
		);
	});

	it(`answers ${HONEST.length} honest statements, and never with a row of another product`, async () => {
		expect(HONEST.length).toBeGreaterThanOrEqual(60);
		const refused: unknown[] = [];
		await eachOf(HONEST, 3, async (sql) => {
			const { status, body } = await askSql(api, mine, sql, GIVEN);
			if (status !== 200) refused.push([sql, status, body.detail]);
			expect(JSON.stringify(body)).not.toContain(SECRET);
		});
		expect(refused).toEqual([]);
	});

	it('refuses every attempt to reach anything else, says why, and gives nothing away', async () => {
		const attempts = Object.entries(ESCAPES).flatMap(([kind, list]) => list.map((sql) => ({ kind, sql })));
		expect(attempts.length).toBeGreaterThanOrEqual(80);
		const passed: unknown[] = [];
		const leaked: unknown[] = [];
		await eachOf(attempts, 3, async ({ kind, sql }) => {
			const { status, body } = await askSql(api, mine, sql, { from: FIRST_MS });
			if (status !== 422) passed.push([kind, sql, status, body]);
			const text = JSON.stringify(body).replace(JSON.stringify(sql).slice(1, -1), '');
			if (LEAKS.some((leak) => text.includes(leak) && !sql.includes(leak))) leaked.push([sql, body]);
			if (sql.trim() !== '' && status === 422) expect(body.errors?.[0]?.path).toBe('sql');
		});
		expect({ passed, leaked }).toEqual({ passed: [], leaked: [] });
		expect((await askSql(api, mine, 'SELECT 1')).body.rows).toEqual([[1]]);
	});

	it('ends what takes too much with the code "limit", while others are answered', async () => {
		const question = { metric: 'stars', from: 0, to: '2105-12-31T00:00:00Z', bucket: 'all' };
		const latencies: number[] = [];
		let going = true;
		const others = (async () => {
			while (going) {
				const startMs = performance.now();
				expect((await api.ask(question, other)).status).toBe(200);
				latencies.push(performance.now() - startMs);
			}
		})();
		const ended = await Promise.all(
			[ENDLESS, ...BOMBS].map(async (sql) => {
				const { status, body } = await askSql(api, mine, sql);
				return [sql.slice(0, 60), status, body.code];
			})
		);
		going = false;
		await others;
		expect(ended).toEqual([ENDLESS, ...BOMBS].map((sql) => [sql.slice(0, 60), 422, 'limit']));
		expect(Math.max(...latencies)).toBeLessThan(5_000);
	}, 90_000);
});
