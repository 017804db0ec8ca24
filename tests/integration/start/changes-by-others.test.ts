import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { OpenWords } from '../../../src/lib/live/contract.ts';
import { asked, createApi, openSocket, type Api, type LiveSocket, type TestProduct } from '../../fixtures/api.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';
import { dataOf } from '../contract/live-fixture.ts';
import { eventually, expectCurrent, followPanel, type FollowedPanel } from '../contract/followed-panel.ts';
import { createExternalStores, type ExternalStores } from './external-stores.ts';

/** Within this long a page shows what another program stored. */
const SEEN_MS = 5000;
const LAST_DAY = { from: 'now-1d', to: 'now', bucket: 'hour' };
const VOLUME = { metric: 'feedback_volume', ...LAST_DAY };

let stores: ExternalStores;
let servers: TestServer[] = [];
let first: Api;
let second: Api;

/** Sent again as long as two processes have to hear of each other. */
const post = (api: Api, product: TestProduct, rows: unknown) =>
	eventually(async () => expect((await api.post('feedback', product, rows)).status).toBe(200));

beforeAll(async () => {
	stores = await createExternalStores();
	servers = await Promise.all([startServer({ env: stores.env }), startServer({ env: stores.env })]);
	const [one, other] = servers.map(createApi);
	if (!one || !other) throw new Error('two servers are needed');
	[first, second] = [one, other];
	const product = await first.newProduct();
	for (const api of [first, second]) await post(api, product, { text: 'a' });
}, 60_000);
afterAll(async () => {
	await Promise.all(servers.map(({ stop }) => stop()));
	await stores.close();
});

const command = (query: string, query_params: Record<string, unknown>) =>
	stores.clickhouse.command({ query, query_params, clickhouse_settings: { mutations_sync: '2' } });

/** A product with one viewer, who comes again when the server ends the connection, as it does when it missed notices. */
async function watched(api: Api, question: object = VOLUME) {
	const product = await api.newProduct();
	const [{ number } = { number: 0 }] = await stores.sql<{ number: number }[]>`
		SELECT number FROM products WHERE slug = ${product.slug}`;
	const open = async (): Promise<{ socket: LiveSocket; followed: FollowedPanel }> => {
		const socket = await openSocket(api.url, { auth: { key: product.key.read } });
		socket.once('disconnect', (reason) => {
			if (reason !== 'io client disconnect') void eventually(async () => void (panel = await open()));
		});
		onTestFinished(() => void socket.close());
		return { socket, followed: await followPanel(socket, question) };
	};
	let panel = await open();
	return { product, number, socket: panel.socket, panel: { ...panel.followed, result: () => panel.followed.result() } };
}

/** The panel comes to have `n` rows and equals a fresh answer, soon enough. */
async function shows(panel: FollowedPanel, n: number, api: Api, product: TestProduct): Promise<void> {
	const startMs = performance.now();
	const rows = () =>
		panel
			.result()
			.series.flatMap(({ buckets }) => buckets)
			.reduce((sum, one) => sum + one.n, 0);
	await eventually(() => expect(rows()).toBe(n));
	expect(performance.now() - startMs).toBeLessThan(SEEN_MS);
	await expectCurrent(api, product, panel);
}

/** How many connections listen for what processes tell each other. */
async function listening(): Promise<number> {
	const [{ n } = { n: 0 }] = await stores.sql<{ n: number }[]>`
		SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'listen %'`;
	return n;
}

describe('rows that another program stored', () => {
	it('are on the pages within five seconds, its words too', async () => {
		const { product, number, socket, panel } = await watched(first);
		const opened = dataOf(await asked<OpenWords>(socket, 'words:open', {}));
		expect(opened.words).toEqual([]);
		const newest: string[] = [];
		socket.on('words:changed' as never, (({ words }: OpenWords) => void newest.push(words[0]?.text ?? '')) as never);
		await command(
			`INSERT INTO feedback (product, at, id, scale, score, text)
				SELECT {product:UInt32}, now64(3), toString(number), 'stars', 4, 'from elsewhere' FROM numbers(7)`,
			{ product: number }
		);
		await shows(panel, 7, first, product);
		await eventually(() => expect(newest).toContain('from elsewhere'));
	});

	it('count whatever they say about when they were received', async () => {
		const { product, number, panel } = await watched(first, { metric: 'event_volume', ...LAST_DAY });
		await command(
			`INSERT INTO events (product, at, received_at, id, name)
				SELECT {product:UInt32}, now64(3), '2020-01-01 00:00:00', toString(number), 'opened' FROM numbers(3)`,
			{ product: number }
		);
		await shows(panel, 3, first, product);
	});

	it('leave the pages when it takes them away', async () => {
		const { product, number, panel } = await watched(first);
		await post(first, product, [{ text: 'a' }, { text: 'b' }, { text: 'b' }]);
		await shows(panel, 3, first, product);
		await command(`ALTER TABLE feedback DELETE WHERE product = {product:UInt32} AND text = 'b'`, { product: number });
		await shows(panel, 1, first, product);
	});
});

describe('two processes that lost each other', () => {
	it('take an import back on the pages of both', async () => {
		const { product, panel } = await watched(second);
		const body = { name: 'answers' };
		const made = await first.call<{ import: string }>('POST', '/api/v1/imports', { key: product.key.write, body });
		const rows = Array.from({ length: 9 }, () => ({ id: randomUUID(), text: 'a' }));
		await eventually(async () => {
			const options = { key: product.key.all, body: rows };
			const sent = await first.call('POST', `/api/v1/feedback?import=${made.body.import}`, options);
			expect(sent.status).toBe(200);
		});
		await shows(panel, 9, second, product);
		const undone = await first.call('DELETE', `/api/v1/imports/${made.body.import}`, { key: product.key.write });
		expect(undone.status).toBeLessThan(300);
		await shows(panel, 0, second, product);
	});

	it('show what came while PostgreSQL had ended the listening connections', async () => {
		const { product, panel } = await watched(second);
		const before = await listening();
		const ended = await stores.sql`
			SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = current_database() AND query ILIKE 'listen %'`;
		expect(ended.count).toBe(before);
		await post(first, product, { text: 'a' });
		await shows(panel, 1, second, product);
		await eventually(async () => expect(await listening()).toBe(before));
	});

	it('show what came around a cut to PostgreSQL, and listen again', async () => {
		const { product, panel } = await watched(second);
		const before = await listening();
		const mend = stores.cutPostgres();
		const lost = first.post('feedback', product, { text: 'a' }).catch(() => null);
		// As long as a server is away that starts again: the driver tries more than once.
		await delay(2500);
		await mend();
		await lost;
		await eventually(async () => expect(await listening()).toBe(before));
		const known = await second.count('feedback', product);
		await post(first, product, { text: 'b' });
		await shows(panel, known + 1, second, product);
	});
});
