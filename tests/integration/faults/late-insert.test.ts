import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApi } from '../../fixtures/api.ts';
import { startStandaloneEngines, type StandaloneEngines } from '../../fixtures/standalone-engines.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';

/** A wire to ClickHouse on which one INSERT can be held up: its sender loses the connection, the bytes arrive later. */
async function startWire(target: URL) {
	let holds = false;
	let held: Buffer | null = null;
	const sockets = new Set<net.Socket>();
	const wire = net.createServer((near) => {
		const far = net.connect(Number(target.port), target.hostname);
		sockets.add(near).add(far);
		let caught: Buffer[] | null = null;
		near.on('data', (chunk) => {
			if (holds && /INSERT(\+|%20)INTO(\+|%20)feedback/.test(chunk.toString('latin1'))) {
				holds = false;
				caught = [];
			}
			if (!caught) return void far.write(chunk);
			caught.push(chunk);
			if (!Buffer.concat(caught).toString('latin1').endsWith('\r\n0\r\n\r\n')) return;
			held = Buffer.concat(caught);
			near.destroy();
		});
		far.on('data', (chunk) => near.write(chunk));
		for (const [socket, other] of [[near, far] as const, [far, near] as const])
			socket.on('error', () => {}).on('close', () => other.destroy());
	});
	wire.listen(0, '127.0.0.1');
	await once(wire, 'listening');
	const address = wire.address();
	const url = new URL(target);
	url.port = typeof address === 'object' && address ? String(address.port) : '';
	return {
		url: url.href,
		hold: () => void (holds = true),
		/** Lets the held INSERT arrive; what ClickHouse says to it. */
		deliver: async (): Promise<string> => {
			if (!held) throw new Error('nothing was held');
			const late = net.connect(Number(target.port), target.hostname);
			sockets.add(late);
			late.write(held);
			const [answer] = (await once(late, 'data')) as [Buffer];
			return answer.toString('latin1');
		},
		stop: () => {
			for (const socket of sockets) socket.destroy();
			wire.close();
		}
	};
}

let engines: StandaloneEngines;
let wire: Awaited<ReturnType<typeof startWire>>;
let server: TestServer;
beforeAll(async () => {
	engines = await startStandaloneEngines();
	wire = await startWire(new URL(engines.clickhouseUrl));
	server = await startServer({ env: { CLICKHOUSE_URL: wire.url, DATABASE_URL: engines.databaseUrl } });
});
afterAll(async () => {
	await server.stop();
	wire.stop();
	await engines.stop();
});

it('an INSERT that reaches ClickHouse after its rows were sent again stores nothing', async () => {
	const api = createApi(server);
	const product = await api.newProduct();
	const row = { id: randomUUID(), scale: 'stars', score: 4 };
	await api.post('feedback', product, [{ ...row, id: randomUUID() }]);
	wire.hold();
	expect((await api.post('feedback', product, [row])).status).toBe(503);
	expect((await api.post('feedback', product, [row])).body).toMatchObject({ accepted: 1, duplicates: 0 });
	expect(await wire.deliver()).toMatch(/^HTTP\/1\.1 [45]\d\d /);
	expect(await api.count('feedback', product)).toBe(2);
	// And those that come afterwards are stored.
	for (let index = 0; index < 12; index++)
		expect((await api.post('feedback', product, [{ ...row, id: randomUUID() }])).body).toMatchObject({ accepted: 1 });
	expect(await api.count('feedback', product)).toBe(14);
});
