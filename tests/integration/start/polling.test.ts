import { expect, describe, it, onTestFinished } from 'vitest';
import { asked, createApi, openSocket } from '../../fixtures/api.ts';
import { startServer } from '../../fixtures/start-server.ts';
import { createExternalStores } from './external-stores.ts';

describe('/socket.io without WebSocket', () => {
	it('answers polling, and strangers do not end the server with it', async () => {
		const stores = await createExternalStores();
		const server = await startServer({ env: stores.env });
		onTestFinished(async () => {
			await server.stop();
			await stores.close();
		});
		for (let request = 0; request < 10; request++) {
			const response = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
			expect([response.status, (await response.text()).slice(0, 7)]).toEqual([200, '0{"sid"']);
		}
		const { key } = await createApi(server).newProduct();
		const socket = await openSocket(server.url, { auth: { key: key.read }, transport: 'polling' });
		expect(await asked(socket, 'releases:open', {})).toMatchObject({ ok: true });
		socket.close();
		await expect(openSocket(server.url, { transport: 'polling' })).rejects.toThrow('unauthorized');
		expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
		expect(server.process.exitCode).toBeNull();
	});
});
