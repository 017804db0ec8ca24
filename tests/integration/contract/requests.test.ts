import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { SeenRequest } from '../../../src/lib/live/contract.ts';
import { asked, createApi, NDJSON, openSocket, type TestProduct } from '../../fixtures/api.ts';
import { dataOf } from './live-fixture.ts';

const server = inject('server');
const api = createApi(server);

async function viewerOf({ key }: TestProduct) {
	const socket = await openSocket(server.url, { auth: { key: key.read } });
	onTestFinished(() => void socket.close());
	const seen: SeenRequest[] = [];
	socket.on('requests:seen' as never, (requests: SeenRequest[]) => void seen.unshift(...requests));
	const open = async () => dataOf(await asked<{ requests: SeenRequest[] }>(socket, 'requests:open', {})).requests;
	return { socket, seen, open };
}

describe('requests:open', () => {
	it('lists what came in, newest first, with every reason and no word of a customer', async () => {
		const product = await api.newProduct();
		const secret = { text: 'a very private sentence', customer: 'c-private' };
		await api.post('feedback', product, [
			{ scale: 'stars', score: 4, ...secret, id: 'one' },
			{ scale: 'stars', score: 9, ...secret },
			{ scale: 'stars', score: 5, ...secret, mood: 'private' }
		]);
		await api.post('feedback', product, { scale: 'stars', score: 4, ...secret, id: 'one' });
		await api.post('events', product, { customer: 'c-private' });
		await api.post('feedback', product, '{"text":"a very private sentence"}\nnonsense of a customer', NDJSON);
		await api.call('POST', '/api/v1/releases', { key: product.key.write, body: { version: '1.0' } });
		await api.call('POST', '/api/v1/imports', { key: product.key.write, body: { name: 'private.csv' } });
		const requests = await (await viewerOf(product)).open();
		expect(requests.map(({ path, status, rows }) => [path.replace('/api/v1/', ''), status, rows])).toEqual([
			['imports', 201, null],
			['releases', 422, null],
			['feedback', 200, { accepted: 1, duplicates: 0, rejected: 1 }],
			['events', 422, null],
			['feedback', 200, { accepted: 0, duplicates: 1, rejected: 0 }],
			['feedback', 200, { accepted: 1, duplicates: 0, rejected: 2 }]
		]);
		expect(requests[5]?.problems).toMatchObject([
			{ index: 1, path: 'score' },
			{ index: 2, path: 'mood' }
		]);
		expect(requests[3]?.problems).toMatchObject([{ index: null, path: 'name' }]);
		expect(requests[1]).toMatchObject({
			sender: { kind: 'key', name: 'write' },
			problems: [{ index: null, path: 'at' }]
		});
		expect(requests[0]?.bytes).toBeGreaterThan(10);
		expect(JSON.stringify(requests)).not.toMatch(/private|nonsense|up_/);
	});

	it('shows a key that lacks the scope, and nothing of other products', async () => {
		const [mine, theirs] = await Promise.all([api.newProduct(), api.newProduct()]);
		for (const path of ['feedback', 'releases'])
			await api.call('POST', `/api/v1/${path}`, { key: mine.key.read, body: { version: '1.0' } });
		await api.call('POST', `/api/v1/feedback?product=${theirs.slug}`, { key: mine.key.ingest, body: {} });
		const requests = await (await viewerOf(mine)).open();
		expect(requests.map(({ status, sender }) => [status, sender.name])).toEqual([
			[403, 'ingest'],
			[403, 'read'],
			[403, 'read']
		]);
		expect(requests[2]?.problems[0]?.message).toContain('ingest');
		expect(await (await viewerOf(theirs)).open()).toEqual([]);
	});

	it('tells later ones as they come, until it is closed', async () => {
		const product = await api.newProduct();
		const { socket, seen, open } = await viewerOf(product);
		expect(await open()).toEqual([]);
		await api.post('feedback', product, { scale: 'nps', score: 11 });
		await expect.poll(() => seen.map(({ status }) => status)).toEqual([422]);
		dataOf(await asked(socket, 'requests:close', {}));
		await api.post('feedback', product, { scale: 'nps', score: 10 });
		expect((await open()).map(({ status }) => status)).toEqual([200, 422]);
		expect(seen).toHaveLength(1);
	});

	it('keeps the last hundred, and twenty reasons of each', async () => {
		const product = await api.newProduct();
		await api.post(
			'feedback',
			product,
			Array.from({ length: 50 }, () => ({}))
		);
		for (let index = 0; index < 105; index++) {
			if (index === 99) expect((await (await viewerOf(product)).open())[99]?.problems).toHaveLength(20);
			await api.post('feedback', product, { scale: 'stars', score: 1 + (index % 5) });
		}
		const requests = await (await viewerOf(product)).open();
		expect([requests.length, requests.every(({ status }) => status === 200)]).toEqual([100, true]);
	});
});
