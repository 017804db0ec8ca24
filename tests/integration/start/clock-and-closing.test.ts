import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createApi, EVER, openSocket, type Api, type TestProduct } from '../../fixtures/api.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';
import { eventually, expectCurrent, followPanel } from '../contract/followed-panel.ts';
import { createExternalStores, type ExternalStores } from './external-stores.ts';

const MINUTE_MS = 60_000;
/** A question may have as many filters. */
const WORDS = Array.from({ length: 20 }, (_, index) => `needle${index}`);

let stores: ExternalStores;
let folder: string;
let server: TestServer;
let api: Api;

beforeAll(async () => {
	stores = await createExternalStores();
	folder = await mkdtemp(join(tmpdir(), 'upshot-clock-'));
	await writeFile(join(folder, 'clock'), '0');
	const env = {
		...stores.env,
		NODE_OPTIONS: `--import ${pathToFileURL('tests/fixtures/jumping-clock.js').href}`,
		UPSHOT_TEST_CLOCK: join(folder, 'clock')
	};
	server = await startServer({ env });
	api = createApi(server);
}, 60_000);
afterAll(async () => {
	await server.stop();
	await stores.close();
	await rm(folder, { recursive: true, force: true });
});

async function setClock(movedMs: number): Promise<void> {
	await writeFile(join(folder, 'clock'), String(movedMs));
	server.process.kill('SIGUSR2');
}

describe('an open panel of a range that moves', () => {
	it('drops its oldest minute and grows a new one, as a fresh query has them, and counts in it', async () => {
		const product = await api.newProduct();
		const socket = await openSocket(api.url, { auth: { key: product.key.read } });
		onTestFinished(() => void socket.close());
		const question = { metric: 'feedback_volume', from: 'now-3m', to: 'now', bucket: 'minute' };
		const panel = await followPanel(socket, question);
		const ages = [0, 1, 2, 3].map((minutes) => ({ text: 'a', at: Date.now() - minutes * MINUTE_MS }));
		await api.post('feedback', product, ages);
		await expectCurrent(api, product, panel);
		const starts = () => panel.result().series.flatMap(({ buckets }) => buckets.map(({ start }) => Date.parse(start)));
		const before = starts();
		await setClock(2 * MINUTE_MS);
		onTestFinished(() => setClock(0));
		await eventually(() => expect(starts()[0]).toBeGreaterThanOrEqual(before[0]! + 2 * MINUTE_MS));
		expect(starts().at(-1)).toBeGreaterThanOrEqual(before.at(-1)! + 2 * MINUTE_MS);
		expect(starts()).toHaveLength(before.length);
		await expectCurrent(api, product, panel);
		await api.post('feedback', product, { text: 'of the new minute' });
		const newest = () => panel.result().series.flatMap(({ buckets }) => buckets.slice(2).map(({ n }) => n));
		await eventually(() => expect(newest()).toContain(1));
		await expectCurrent(api, product, panel);
	});
});

describe('a question whose connection is closed', () => {
	/** Texts that are long to look through, made where they lie. */
	async function fill({ slug }: TestProduct): Promise<void> {
		const [{ number } = { number: 0 }] = await stores.sql<{ number: number }[]>`
			SELECT number FROM products WHERE slug = ${slug}`;
		await stores.clickhouse.command({
			query: `INSERT INTO feedback (product, at, id, scale, score, text)
				SELECT {product:UInt32}, now64(3), toString(number), 'stars', 4, repeat('all is well ', 200) || {words:String}
				FROM numbers(300000)`,
			query_params: { product: number, words: WORDS.join(' ') }
		});
	}
	const numberOf = async (query: string): Promise<number> => {
		const result = await stores.clickhouse.query({ query, format: 'JSONEachRow' });
		return Number((await result.json<{ n: string }>())[0]?.n);
	};
	const running = () =>
		numberOf(`SELECT count() AS n FROM system.processes
			WHERE current_database = currentDatabase() AND query LIKE '%positionCaseInsensitive(text%'
				AND query NOT LIKE '%system.processes%'`);
	const cancelled = () => numberOf(`SELECT sum(value) AS n FROM system.errors WHERE name LIKE 'QUERY_WAS_CANCELLED%'`);

	it('ends in ClickHouse before it is answered', async () => {
		const product = await api.newProduct();
		await fill(product);
		const before = await cancelled();
		const asking = request(`${api.url}/api/v1/query`, {
			method: 'POST',
			headers: { authorization: `Bearer ${product.key.read}`, 'content-type': 'application/json' }
		});
		const replies: unknown[] = [];
		asking.on('response', (reply) => replies.push(reply.statusCode)).on('error', () => {});
		const filter = WORDS.map((value) => ({ field: 'text', op: 'contains', value }));
		asking.end(JSON.stringify({ metric: 'stars', ...EVER, filter }));
		await eventually(async () => expect(await running()).toBe(1));
		asking.destroy();
		await eventually(async () => expect(await running()).toBe(0));
		expect(await cancelled()).toBeGreaterThan(before);
		expect(replies).toEqual([]);
	});
});
