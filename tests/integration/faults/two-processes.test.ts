import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi, openSocket, type Api, type TestProduct } from '../../fixtures/api.ts';
import { startStandaloneEngines, type StandaloneEngines } from '../../fixtures/standalone-engines.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';

let engines: StandaloneEngines;
const servers: TestServer[] = [];

const start = async (): Promise<TestServer> => {
	const server = await startServer({
		env: { CLICKHOUSE_URL: engines.clickhouseUrl, DATABASE_URL: engines.databaseUrl, UPSHOT_LOG: 'info' }
	});
	servers.push(server);
	return server;
};

/** What ClickHouse itself answers. */
async function ask(sql: string): Promise<string> {
	const { origin, username, password } = new URL(engines.clickhouseUrl);
	const authorization = `Basic ${Buffer.from(`${username}:${decodeURIComponent(password)}`).toString('base64')}`;
	const response = await fetch(`${origin}/?database=upshot`, { method: 'POST', headers: { authorization }, body: sql });
	return (await response.text()).trim();
}

const row = (id: string) => ({ id, scale: 'stars', score: 4 });
const storedTimes = (id: string) => ask(`SELECT count() FROM feedback WHERE id = '${id}'`);

/** Sends until it is stored: a process that joins, or waits for one that is gone, says 503 meanwhile. */
async function postPatiently(api: Api, product: TestProduct, body: unknown) {
	let reply = await api.post('feedback', product, body);
	await expect
		.poll(
			async () => {
				if (reply.status === 503) reply = await api.post('feedback', product, body);
				return reply.status;
			},
			{ timeout: 30_000, interval: 200 }
		)
		.toBe(200);
	return reply;
}

beforeAll(async () => {
	engines = await startStandaloneEngines();
});
afterAll(async () => {
	for (const server of servers) await server.stop();
	await engines.stop();
});

describe('two processes on one store', () => {
	it('count every id once, however it is sent to both, and the second one waits until the first knows', async () => {
		const first = createApi(await start());
		const product = await first.newProduct();
		await first.post('feedback', product, [row('before')]);
		const second = createApi(await start());
		// As if it were restarted: its filter never saw what came in before.
		expect((await postPatiently(second, product, [row('before')])).body).toMatchObject({ duplicates: 1 });
		const ids = Array.from({ length: 40 }, () => randomUUID());
		const replies = await Promise.all(
			ids.flatMap((id) => [first, second].map((api) => postPatiently(api, product, [row(id)])))
		);
		expect(replies.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(ids.length);
		expect(await first.count('feedback', product)).toBe(ids.length + 1);
	});

	it('close at once, in both, what a key opened that is revoked in one', async () => {
		const [first, second] = servers.map((server) => createApi(server)) as [Api, Api];
		const product = await first.newProduct();
		const socket = await openSocket(second.url, { auth: { key: product.key.read } });
		const gone = new Promise((resolve) => socket.once('disconnect', resolve));
		const headers = { authorization: `Bearer ${first.masterKey}` };
		const page = await (await fetch(`${first.url}/p/${product.slug}/settings`, { headers })).text();
		const ids = new Set([...page.matchAll(/revoke=([0-9a-f-]{36})/g)].map(([, id]) => id ?? ''));
		expect(ids.size).toBe(4);
		const startMs = performance.now();
		for (const key of ids)
			await fetch(`${first.url}/p/${product.slug}/settings?/revoke`, {
				method: 'POST',
				headers,
				body: new URLSearchParams({ key })
			});
		expect(await gone).toBe('io server disconnect');
		expect(performance.now() - startMs).toBeLessThan(1000);
		expect((await second.post('feedback', product, [row('late')])).status).toBe(401);
	});

	it('stop the INSERT of one that was killed before they store the same row', async () => {
		const [dying, living] = servers.map((server) => createApi(server)) as [Api, Api];
		const product = await dying.newProduct();
		const id = randomUUID();
		// Every row takes a tenth of a second to store.
		await ask('ALTER TABLE feedback ADD CONSTRAINT slow CHECK NOT ignore(sleepEachRow(0.1))');
		const others = Array.from({ length: 28 }, () => row(randomUUID()));
		const lost = dying.post('feedback', product, [row(id), ...others]).catch(() => 'connection lost');
		const running = "SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO feedback%'";
		await expect.poll(() => ask(running), { timeout: 10_000, interval: 20 }).toBe('1');
		servers[0]!.process.kill('SIGKILL');
		expect(await lost).toBe('connection lost');
		// Nobody has stored the row, and the one that is to be stopped runs.
		expect([await storedTimes(id), await ask(running)]).toEqual(['0', '1']);

		await postPatiently(living, product, [row(id)]);
		expect(await ask(running)).toBe('0');
		expect(await storedTimes(id)).toBe('1');
		expect(await ask("SELECT count() FROM system.errors WHERE name = 'QUERY_WAS_CANCELLED'")).toBe('1');
	});
});
