import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createApi, openSocket, type Rows } from '../../fixtures/api.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';
import { eventually, expectCurrent, followPanel } from '../contract/followed-panel.ts';
import { createExternalStores, type ExternalStores } from './external-stores.ts';

let stores: ExternalStores;
let servers: TestServer[] = [];

beforeAll(async () => {
	stores = await createExternalStores();
	servers = await Promise.all([startServer({ env: stores.env }), startServer({ env: stores.env })]);
	// Until each has heard of the other they answer 503 and ask to come again.
	const { first, second } = apis();
	const product = await first.newProduct();
	for (const api of [first, second])
		for (const [table, row] of [['feedback', { text: 'a' }] as const, ['events', { name: 'a' }] as const])
			await eventually(async () => expect((await api.post(table, product, row)).status).toBe(200));
}, 60_000);
afterAll(async () => {
	await Promise.all(servers.map(({ stop }) => stop()));
	await stores.close();
});

const apis = () => {
	const [first, second] = servers.map(createApi);
	if (!first || !second) throw new Error('two servers are needed');
	return { first, second };
};

describe('two servers on the same data', () => {
	it('each see at once what the other acknowledged', async () => {
		const { first, second } = apis();
		const product = await first.newProduct();
		for (let round = 1; round <= 5; round++) {
			expect((await first.post('feedback', product, { text: 'a' })).body).toMatchObject({ accepted: 1 });
			expect(await second.count('feedback', product)).toBe(2 * round - 1);
			expect((await second.post('feedback', product, { text: 'a' })).body).toMatchObject({ accepted: 1 });
			expect(await first.count('feedback', product)).toBe(2 * round);
		}
	});

	it('know an id that the other has', async () => {
		const { first, second } = apis();
		const product = await first.newProduct();
		expect((await first.post('feedback', product, { id: 'a', text: 'a' })).body).toMatchObject({ accepted: 1 });
		const again = await second.post('feedback', product, [
			{ id: 'a', text: 'a' },
			{ id: 'b', text: 'a' }
		]);
		expect(again.body).toMatchObject({ accepted: 1, duplicates: 1 });
		expect((await first.post('feedback', product, { id: 'b', text: 'a' })).body).toMatchObject({ duplicates: 1 });
	});

	it('count an id once that comes to both at the same time', async () => {
		const { first, second } = apis();
		const product = await first.newProduct();
		const rows = Array.from({ length: 50 }, (_, index) => ({ id: `id-${index}`, text: 'a' }));
		const both = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? first : second));
		const replies = await Promise.all(both.map((api) => api.post('feedback', product, rows)));
		const sum = (of: (rows: Rows) => number) => replies.reduce((total, { body }) => total + of(body), 0);
		expect([sum(({ accepted }) => accepted), await first.count('feedback', product)]).toEqual([50, 50]);
	});

	it('tell viewers of one what came to the other', async () => {
		const { first, second } = apis();
		const product = await first.newProduct();
		const socket = await openSocket(second.url, { auth: { key: product.key.read } });
		onTestFinished(() => void socket.close());
		const panel = await followPanel(socket, { metric: 'feedback_volume', from: 'now-1d', to: 'now', bucket: 'hour' });
		await first.post('feedback', product, { text: 'a' });
		await expectCurrent(second, product, panel);
	});
});
