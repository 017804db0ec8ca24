import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Answer } from '#lib/domain/question.ts';
import type { OpenPanel } from '#lib/live/contract.ts';
import { asked, createApi, EVER, openSocket, type Api } from '../../fixtures/api.ts';
import { MASTER_KEY, startServer, type TestServer } from '../../fixtures/start-server.ts';

/** What the sample has before its last six weeks, and in them. */
const BEFORE = { answers: 12_504, stars: 2.5203 };
const ARRIVING = 173;

type Progress = { caughtUp: boolean; remaining: number; total: number };
type Products = { products: { slug: string; name: string; timezone: string; sample?: true }[] };

let dataDir: string;
let server: TestServer;
let api: Api;

async function start(sample: 'on' | 'off'): Promise<void> {
	server = await startServer({ dataDir, env: { UPSHOT_SAMPLE: sample } });
	api = createApi(server);
}

const ask = async (metric: string, product = 'sample') => {
	const path = `/api/v1/query?product=${product}`;
	const answer = await api.call<Answer>('POST', path, { key: MASTER_KEY, body: { metric, ...EVER } });
	expect(answer.status).toBe(200);
	return answer.body.result.series[0]!.buckets[0]!;
};
const progress = async () => (await api.call<Progress>('GET', '/p/sample/sample', { key: MASTER_KEY })).body;
const products = async () => (await api.call<Products>('GET', '/api/v1/products', { key: MASTER_KEY })).body.products;

beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'upshot-sample-'));
	await start('on');
}, 90_000);
afterAll(async () => {
	await server.stop();
	await rm(dataDir, { recursive: true, force: true });
}, 30_000);

describe('the sample of a new server', () => {
	it('is there at once, and complete within seconds', async () => {
		expect(await products()).toEqual([{ slug: 'sample', name: 'Chrome iOS', timezone: 'Asia/Shanghai', sample: true }]);
		await vi.waitFor(async () => expect((await ask('feedback_volume')).n).toBe(BEFORE.answers), { timeout: 20_000 });
		expect((await ask('stars')).value).toBeCloseTo(BEFORE.stars, 3);
		expect(await progress()).toEqual({ caughtUp: false, remaining: ARRIVING, total: ARRIVING });
	}, 30_000);

	it('has a response rate that somebody could have', async () => {
		const { value } = await ask('response_rate');
		expect(value).toBeGreaterThan(0.05);
		expect(value).toBeLessThan(0.4);
	});

	it('lets its last weeks arrive while a panel is open, and tells the panel', async () => {
		const socket = await openSocket(server.url, { auth: { key: MASTER_KEY } });
		const frames: number[] = [];
		socket.on('panels:changed', () => frames.push(performance.now()));
		const question = { product: 'sample', metric: 'feedback_volume', from: 'now-10w', to: 'now', bucket: 'week' };
		expect(await asked<OpenPanel>(socket, 'panel:open', question)).toMatchObject({ ok: true });
		await vi.waitFor(() => expect(frames.length).toBeGreaterThanOrEqual(4), { timeout: 20_000 });
		socket.close();
		// One a second; a frame may be late on a busy machine.
		expect((frames[3]! - frames[0]!) / 3).toBeGreaterThan(500);
		const { n } = await ask('feedback_volume');
		expect(n).toBeGreaterThanOrEqual(BEFORE.answers + 4);
	}, 30_000);

	it('goes on after a restart, with nothing twice and nothing unwatched', async () => {
		const { remaining } = await progress();
		await server.stop();
		await start('on');
		// One row may have been on its way when the panel was closed.
		const { n } = await ask('feedback_volume');
		expect(n - BEFORE.answers).toBeGreaterThanOrEqual(ARRIVING - remaining);
		expect(n - BEFORE.answers).toBeLessThanOrEqual(ARRIVING - remaining + 1);
		expect((await progress()).remaining).toBe(ARRIVING - (n - BEFORE.answers));
	}, 90_000);

	it('is removed without trace by UPSHOT_SAMPLE=off, for good', async () => {
		await server.stop();
		await start('off');
		await vi.waitFor(async () => expect(await products()).toEqual([]), { timeout: 20_000 });
		await server.stop();
		await start('on');
		expect(await products()).toEqual([]);
		expect((await api.call('GET', '/api/v1/releases?product=sample', { key: MASTER_KEY })).status).toBe(404);
	}, 120_000);
});

describe('POST /p/[slug]/sample/remove', () => {
	it('takes a sample away and leads home, and nothing else', async () => {
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
		await start('on');
		const remove = (slug: string, key: string | null, origin = server.url) =>
			api.call('POST', `/p/${slug}/sample/remove`, { key, headers: { origin } });
		expect((await remove('sample', null)).status).toBe(303);
		expect((await remove('sample', MASTER_KEY, 'https://elsewhere.example')).status).toBe(403);
		const read = await api.newKey('sample', ['read']);
		expect((await remove('sample', read)).status).toBe(403);
		const own = await api.newProduct();
		expect((await remove(own.slug, MASTER_KEY)).status).toBe(404);
		expect((await products()).map(({ slug }) => slug)).toEqual(['sample', own.slug]);

		const removed = await remove('sample', MASTER_KEY);
		expect(removed.status).toBe(303);
		expect(removed.headers.get('location')).toBe('/');
		expect((await products()).map(({ slug }) => slug)).toEqual([own.slug]);
		expect((await remove('sample', MASTER_KEY)).status).toBe(404);
	}, 90_000);
});
