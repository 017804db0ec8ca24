import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { StatementCost } from '../../../src/lib/domain/statement.ts';
import type { OpenStatement, StatementChange } from '../../../src/lib/live/contract.ts';
import { analystStatements } from '../../../src/lib/server/store/make-analyst.ts';
import { createClickHouse } from '../../../src/lib/server/store/client.ts';
import { asked, createApi, openSocket, type Api, type TestProduct } from '../../fixtures/api.ts';
import { createRandom } from '../../fixtures/random.ts';
import { ENDLESS } from './escapes.ts';
import { randomStatement } from './random-statement.ts';
import { askSql, eachOf, fillProduct, FIRST_MS, GIVEN, SECRET } from './sql-fixture.ts';

let api: Api;
let mine: TestProduct;
let other: TestProduct;

beforeAll(async () => {
	api = createApi(inject('server'));
	[mine, other] = await Promise.all([api.newProduct(), api.newProduct()]);
	await Promise.all([fillProduct(api, mine, 'mine'), fillProduct(api, other, SECRET)]);
});

const first = async (sql: string, given: object = {}) => (await askSql(api, mine, sql, given)).body.rows[0];

describe('macros', () => {
	it('stand for the values given, and never become SQL', async () => {
		expect(await first('SELECT {from}, {to}', GIVEN)).toEqual(['2026-01-05T00:00:00.000Z', '2026-01-06T00:00:00.000Z']);
		const count = 'SELECT count() FROM feedback WHERE {filters}';
		expect(await first(count)).toEqual([300]);
		expect(await first(count, GIVEN)).toEqual([150]);
		const filters = [
			{ field: 'text', op: 'contains', value: "' OR 1=1 --" },
			{ field: "attributes.x'] OR 1 --", op: '!=', value: '{from}' }
		];
		expect(await first(count, { filters })).toEqual([0]);
		expect(await first(count, { filters: [{ field: 'score', op: '!=', value: 5 }] })).toEqual([240]);
		expect(await first(count, { filters: [{ field: 'scale', op: '=', value: '' }] })).toEqual([30]);
	});

	it('cut by the bucket given, in every way SQL asks for one', async () => {
		for (const cut of [
			'toStartOfInterval(at, INTERVAL 1 {bucket})',
			'toStartOfInterval(at, {bucket})',
			'dateTrunc({bucket}, at)'
		])
			expect(await first(`SELECT uniqExact(${cut}) FROM feedback`, { bucket: 'hour' }), cut).toEqual([5]);
		expect(
			await first('SELECT uniqExact(toStartOfInterval(at, INTERVAL 1 {bucket})) FROM feedback', { bucket: 'all' })
		).toEqual([1]);
	});

	it('tell what is wrong with them at their field', async () => {
		const wrong = { from: 'soon', bucket: 'year', filters: [{ field: 'product', op: '=', value: 1 }], settings: {} };
		const { status, body } = await askSql(api, mine, 'SELECT 1', wrong);
		expect([status, body.errors?.map(({ path }) => path).toSorted()]).toEqual([
			422,
			['bucket', 'filters.0.field', 'from', 'settings']
		]);
		expect((await askSql(api, mine, 'SELECT {from}', { from: 'now', to: 'now-1d' })).body.errors?.[0]?.path).toBe(
			'from'
		);
	});
});

describe('POST /api/v1/sql', () => {
	it('names the place of an error in the SQL as it was written', async () => {
		const { body } = await askSql(api, mine, "SELECT 'ééé', {from}\nFROM feedback\nWHERE scor > 3", { from: 0 });
		expect(body).toMatchObject({ status: 422, code: 'failed', line: 3, column: 7 });
		expect(body.detail).toBe('Line 3, column 7: Unknown name `scor`. Did you mean score?');
		const syntax = await askSql(api, mine, "SELECT 'ééé', {from}\n  FRM feedback x y", { from: 0 });
		expect(syntax.body).toMatchObject({ status: 422, code: 'syntax', line: 2, column: 7 });
	});

	it('cuts a result after 10,000 rows and says so', async () => {
		const whole = await askSql(api, mine, 'SELECT number FROM numbers(10000)');
		expect([whole.body.n, whole.body.truncated]).toEqual([10_000, false]);
		const cut = await askSql(api, mine, 'SELECT number FROM numbers(10001)');
		expect([cut.body.n, cut.body.rows.length, cut.body.truncated]).toEqual([10_000, 10_000, true]);
	});

	it('sends numbers as they are, whole ones beyond 2^53 as texts, and what is none as null', async () => {
		const row = await first(
			"SELECT 9007199254740991, 9007199254740993, 0.1234567890123456789, nan, ['12345678901234567890'], NULL"
		);
		expect(row).toEqual([
			9007199254740991,
			'9007199254740993',
			0.12345678901234568,
			null,
			['12345678901234567890'],
			null
		]);
	});

	it('needs the scope read, and says 429 to who asks too much at once; who goes away stops asking', async () => {
		const call = (key: string | null) => api.call('POST', '/api/v1/sql', { key, body: { sql: 'SELECT 1' } });
		expect((await call(null)).status).toBe(401);
		expect((await call(mine.key.ingest)).status).toBe(403);
		const gone = new AbortController();
		const body = JSON.stringify({ sql: ENDLESS });
		const headers = { authorization: `Bearer ${mine.key.read}`, 'content-type': 'application/json' };
		const askForEver = () =>
			fetch(`${api.url}/api/v1/sql`, { method: 'POST', headers, body, signal: gone.signal }).then(
				(response) => response,
				() => null
			);
		const replies = Array.from({ length: 44 }, askForEver);
		const refused = await Promise.race(replies);
		expect([refused?.status, Number(refused?.headers.get('retry-after'))]).toEqual([429, 1]);
		expect((await askSql(api, other, 'SELECT 1')).status).toBe(200);
		const startMs = performance.now();
		gone.abort();
		await Promise.all(replies);
		await expect.poll(async () => (await askSql(api, mine, 'SELECT 1')).status, { timeout: 9_000 }).toBe(200);
		expect(performance.now() - startMs).toBeLessThan(9_000);
	});

	it('says what a statement would read at most', async () => {
		const cost = async (sql: string) =>
			(await api.call<StatementCost>('POST', '/api/v1/sql/cost', { key: mine.key.read, body: { sql, ...GIVEN } })).body;
		const all = await cost('SELECT count() FROM feedback AS f JOIN events AS e USING (customer)');
		expect(all).toEqual({ tables: ['feedback', 'events'], rows: 500, bytes: expect.any(Number) });
		const to = FIRST_MS + 60 * 60_000;
		const body = { sql: 'SELECT 1 FROM feedback WHERE at >= {from} AND at < {to}', from: FIRST_MS, to };
		const part = await api.call<StatementCost>('POST', '/api/v1/sql/cost', { key: mine.key.read, body });
		expect(part.body.rows).toBe(60);
	});

	const random = createRandom();
	it(`never gives a row of another product, whatever is asked (seed ${random.seed})`, async () => {
		const statements = Array.from({ length: 60 }, () => randomStatement(random));
		let answered = 0;
		await eachOf(statements, 2, async (sql) => {
			const { status, body } = await askSql(api, mine, sql);
			if (status === 200) answered++;
			expect(JSON.stringify(body), sql).not.toContain(SECRET);
		});
		expect(answered).toBeGreaterThan(40);
	});
});

describe('panel:open with sql', () => {
	it('replies with the result, and sends the whole new one when rows come in', async () => {
		const product = await api.newProduct();
		await api.post('feedback', product, { scale: 'stars', score: 5, customer: 'a' });
		const socket = await openSocket(api.url, { auth: { key: product.key.read } });
		const sql = 'SELECT count() AS n, max(score) AS best FROM feedback WHERE at >= {from}';
		const opened = await asked<OpenStatement>(socket, 'panel:open', { sql, from: 'now-1h' });
		if (!opened.ok) throw new Error(opened.message);
		expect(opened.data).toMatchObject({ revision: 1, result: { rows: [[1, 5]], truncated: false } });
		const again = await asked<OpenStatement>(socket, 'panel:open', { sql, from: 'now-1h' });
		expect(again).toMatchObject({ ok: true, data: { panel: opened.data.panel, revision: 1 } });
		const changed = new Promise<StatementChange[]>((resolve) =>
			socket.once('panels:changed', (frame) => resolve(frame as StatementChange[]))
		);
		await api.post('feedback', product, { scale: 'stars', score: 4 });
		expect(await changed).toEqual([
			{
				...{ panel: opened.data.panel, base: 1, revision: 2, changes: [], watermark: expect.any(String) },
				result: expect.objectContaining({ rows: [[2, 5]], n: 1 })
			}
		]);
		expect(await asked(socket, 'panel:open', { sql: "SELECT file('/etc/passwd')" })).toMatchObject({
			ok: false,
			error: 'refused'
		});
		const releases = { sql: 'SELECT version FROM releases' };
		expect(await asked(socket, 'panel:open', releases)).toMatchObject({ ok: true, data: { result: { rows: [] } } });
		const released = new Promise((resolve) => socket.once('panels:changed', resolve));
		const release = { version: '1.0', at: FIRST_MS };
		await api.call('POST', '/api/v1/releases', { key: product.key.write, body: release });
		expect(await released).toMatchObject([{ base: 1, revision: 2, result: { rows: [['1.0']] } }]);
		for (let times = 0; times < 2; times++)
			expect(await asked(socket, 'panel:close', { panel: opened.data.panel })).toMatchObject({ ok: true });
		expect(await asked(socket, 'panel:close', { panel: opened.data.panel })).toMatchObject({ ok: false });
		socket.close();
	});
});

describe('analystStatements', () => {
	it('says everything in the words of ClickHouse', async () => {
		const clickhouse = createClickHouse(inject('clickhouse'), () => {});
		for (const statement of analystStatements({ database: 'a`b', product: 7, password: "pass'word" }))
			for await (const _ of (await clickhouse.exec({ query: `EXPLAIN AST ${statement}` })).stream) void _;
		await clickhouse.close();
	});
});
