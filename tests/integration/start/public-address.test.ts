import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi, openSocket } from '../../fixtures/api.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';
import { createExternalStores, type ExternalStores } from './external-stores.ts';

const ORIGIN = 'https://upshot.example.com';

let stores: ExternalStores;
let server: TestServer;

beforeAll(async () => {
	stores = await createExternalStores();
	server = await startServer({ env: { ...stores.env, HOST: '0.0.0.0', ORIGIN } });
});
afterAll(async () => {
	await server.stop();
	await stores.close();
});

describe('a server with HOST=0.0.0.0 and ORIGIN', () => {
	it('counts the origin as its own, and loopback no more', async () => {
		if (server.setupUrl === null) throw new Error('no set-up link');
		expect(server.setupUrl).toMatch(/^https:\/\/upshot\.example\.com\/setup\?token=/);
		const { search } = new URL(server.setupUrl);
		const submit = (origin: string) =>
			fetch(`${server.url}/setup${search}`, {
				method: 'POST',
				redirect: 'manual',
				headers: { accept: 'text/html', origin },
				body: new URLSearchParams({ name: 'Ada', email: 'ada@example.com', password: 'correct horse' })
			});
		for (const foreign of [server.url, 'http://upshot.example.com', `${ORIGIN}.evil.example`])
			expect([foreign, (await submit(foreign)).status]).toEqual([foreign, 403]);
		const done = await submit(ORIGIN);
		expect(done.status).toBe(303);
		const [session = ''] = done.headers.getSetCookie();
		expect(session).toMatch(/; Secure/i);

		const cookie = session.split(';', 1)[0] ?? '';
		const statusOf = async (origin: string) =>
			(await fetch(`${server.url}/api/v1/products`, { headers: { cookie, origin } })).status;
		expect([await statusOf(ORIGIN), await statusOf(server.url)]).toEqual([200, 401]);
		const socket = await openSocket(server.url, { headers: { cookie, origin: ORIGIN } });
		socket.close();
		await expect(openSocket(server.url, { headers: { cookie, origin: server.url } })).rejects.toThrow();
	});

	it('shows /metrics to the machine itself and to the master key', async () => {
		const addresses = Object.values(networkInterfaces()).flat();
		const outside = addresses.find((address) => address?.family === 'IPv4' && !address.internal)?.address;
		const { port } = new URL(server.url);
		const statusOf = async (host: string, headers: Record<string, string> = {}) =>
			(await fetch(`http://${host}:${port}/metrics`, { headers })).status;
		const authorization = `Bearer ${server.masterKey}`;
		expect(await statusOf('127.0.0.1')).toBe(200);
		// A machine without any network has no outside to come from.
		if (outside === undefined) return expect(addresses.every((address) => address?.internal)).toBe(true);
		const { key } = await createApi(server).newProduct();
		expect(await statusOf(outside)).toBe(401);
		expect(await statusOf(outside, { 'x-forwarded-for': '127.0.0.1' })).toBe(401);
		expect(await statusOf(outside, { authorization: `Bearer ${key.all}` })).toBe(403);
		expect(await statusOf(outside, { authorization })).toBe(200);
	});
});
