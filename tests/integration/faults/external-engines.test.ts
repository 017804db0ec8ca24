import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, createApi, EVER, NDJSON, openSocket, type Api, type TestProduct } from '../../fixtures/api.ts';
import { createClickHouse } from '../../../src/lib/server/store/client.ts';
import { startStandaloneEngines, type StandaloneEngines } from '../../fixtures/standalone-engines.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';

let engines: StandaloneEngines;
let server: TestServer;
let api: Api;
let product: TestProduct;

const urls = () => ({ CLICKHOUSE_URL: engines.clickhouseUrl, DATABASE_URL: engines.databaseUrl });

function adminClient() {
	const { origin, username, password } = new URL(engines.clickhouseUrl);
	return createClickHouse(
		{ url: origin, username, password: decodeURIComponent(password), database: 'upshot' },
		() => {}
	);
}

beforeAll(async () => {
	engines = await startStandaloneEngines();
	server = await startServer({ env: urls() });
	api = createApi(server);
	product = await api.newProduct('America/New_York');
});
afterAll(async () => {
	await server.stop();
	await engines.stop();
});

describe('a server on databases of somebody else', () => {
	it('takes rows of each kind, counts an id once, and answers what they say', async () => {
		const rows = Array.from({ length: 50 }, (_, index) => ({
			id: `r${index}`,
			scale: 'stars',
			score: 1 + (index % 5)
		}));
		const replies = await Promise.all(Array.from({ length: 5 }, () => api.post('feedback', product, rows)));
		expect(replies.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(50);
		const lines = '{"name":"opened","customer":"a"}\nno json\n{"name":"feedback.asked"}';
		expect((await api.post('events', product, lines, NDJSON)).body).toMatchObject({
			accepted: 2,
			rejected: [{ index: 1 }]
		});
		const answer = await api.ask({ metric: 'stars', ...EVER }, product);
		expect(answer.body.result.series[0]?.buckets[0]).toMatchObject({ n: 50, value: 3 });
		expect(await api.count('events', product)).toBe(2);
	});

	it('keeps releases, imports and keys, and takes an import back', async () => {
		const release = { version: '1.0', at: '2026-01-31T08:00:00Z' };
		expect((await api.call('POST', '/api/v1/releases', { key: product.key.write, body: release })).status).toBe(201);
		const made = await api.call<{ import: string }>('POST', '/api/v1/imports', {
			key: product.key.write,
			body: { name: 'a.csv' }
		});
		const path = `/api/v1/feedback?import=${made.body.import}`;
		const before = await api.count('feedback', product);
		await api.call('POST', path, { key: product.key.ingest, body: [{ id: 'i1', text: 'imported' }] });
		expect(await api.count('feedback', product)).toBe(before + 1);
		const gone = await api.call('DELETE', `/api/v1/imports/${made.body.import}`, { key: product.key.write });
		expect(gone.status).toBe(204);
		expect(await api.count('feedback', product)).toBe(before);
	});

	it('tells an open panel of what comes in', async () => {
		const socket = await openSocket(server.url, { auth: { key: product.key.read } });
		const question = { metric: 'feedback_volume', from: 'now-1h', to: 'now', bucket: 'all' };
		expect(await asked(socket, 'panel:open', question)).toMatchObject({ ok: true });
		const changed = new Promise((resolve) => socket.once('panels:changed', resolve));
		await api.post('feedback', product, { text: 'live' });
		expect(await changed).toHaveLength(1);
		socket.close();
	});

	it('says that SQL needs users, where this ClickHouse makes none', async () => {
		const body = { sql: 'SELECT count() FROM feedback' };
		const refused = await api.call('POST', '/api/v1/sql', { key: product.key.read, body });
		expect([refused.status, refused.body.detail]).toEqual([
			503,
			'ClickHouse did not let Upshot make the user for SQL. See docs/sql.md.'
		]);
	});

	it.each(['on', 'off'])('stores rows with UPSHOT_FSYNC=%s, which its tables say too', async (UPSHOT_FSYNC) => {
		await server.stop();
		server = await startServer({ env: { ...urls(), UPSHOT_FSYNC } });
		api = createApi(server);
		expect(await api.post('feedback', product, { text: 'on disk' })).toMatchObject({ status: 200 });
		const client = adminClient();
		const query =
			"SELECT countIf(engine_full LIKE '%fsync_after_insert = 1%') AS n FROM system.tables WHERE database = 'upshot'";
		const result = await client.query({ query, format: 'JSONEachRow' });
		expect(await result.json()).toEqual([{ n: UPSHOT_FSYNC === 'on' ? '2' : '0' }]);
		await client.close();
	});

	it('says 503 while its rows are read-only, answers questions meanwhile, and takes rows again by itself', async () => {
		const setReadOnly = async (value: 0 | 1) => {
			const client = adminClient();
			await client.command({ query: `ALTER TABLE upshot.feedback MODIFY SETTING table_readonly = ${value}` });
			await client.close();
		};
		const before = await api.count('feedback', product);
		const rows = [{ id: 'ro1', text: 'while read-only' }];
		await setReadOnly(1);
		try {
			const refused = await api.post('feedback', product, rows);
			expect(refused.status).toBe(503);
			expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
			expect(await api.count('feedback', product)).toBe(before);
		} finally {
			await setReadOnly(0);
		}
		await expect.poll(async () => (await api.post('feedback', product, rows)).status, { timeout: 10_000 }).toBe(200);
		expect((await api.post('feedback', product, rows)).body.duplicates).toBe(1);
		expect(await api.count('feedback', product)).toBe(before + 1);
	});

	it('keeps everything over a restart', async () => {
		const before = await api.count('feedback', product);
		await server.stop();
		server = await startServer({ env: urls() });
		api = createApi(server);
		expect(await api.count('feedback', product)).toBe(before);
		expect((await api.post('feedback', product, [{ id: 'r1', text: 'again' }])).body.duplicates).toBe(1);
	});

	it.each([
		['CLICKHOUSE_URL', 'a wrong password', (url: string) => url.replace(/:[^:@]+@/, ':wrong-secret@')],
		['CLICKHOUSE_URL', 'a wrong user', (url: string) => url.replace(/\/\/[^:]+:/, '//upshot_nobody:')],
		['DATABASE_URL', 'a wrong password', (url: string) => url.replace(/:[^:@]+@/, ':wrong-secret@')],
		['DATABASE_URL', 'a wrong user', (url: string) => url.replace(/\/\/[^:]+:/, '//nobody:')],
		['DATABASE_URL', 'a missing database', (url: string) => url.replace(/\/upshot$/, '/nowhere')]
	] as const)('does not start with %s that has %s, and says so in one line without it', async (name, _what, spoil) => {
		const start = startServer({ env: { ...urls(), [name]: spoil(urls()[name]) } });
		const said = await start.then(
			() => 'started',
			(cause: Error) => cause.message
		);
		const [head, ...lines] = said.split('\n').filter((line) => line !== '');
		expect(head).toMatch(/^ended with 1 /);
		expect(lines).toHaveLength(1);
		expect(lines[0]).toMatch(new RegExp(`^${name}: the server at 127\\.0\\.0\\.1:\\d+ cannot be used \\(.+\\)\\.`));
		expect(lines[0]).not.toContain('wrong-secret');
	});
});
