import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { Socket as Tcp } from 'node:net';
import { Server } from 'socket.io';
import { io as connect, type Socket as Client } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeFrame, sendFrame } from '../../../src/lib/server/doors/frame.ts';
import type { LiveServer, LiveSocket } from '../../../src/lib/server/doors/live-door.ts';

const changesAt = (revision: number) => [
	{
		...{ panel: 'p', base: revision - 1, revision, watermark: '2026-01-31T00:00:00.000Z' },
		changes: [{ group: 'größer ✓', upsert: [], remove: [`${revision}`] }]
	}
];

describe('sendFrame', () => {
	let http: HttpServer;
	let server: LiveServer;
	let client: Client;
	/** Both ends of a connection. */
	async function connected(transport: 'websocket' | 'polling'): Promise<LiveSocket> {
		const address = http.address();
		const port = typeof address === 'object' ? address?.port : 0;
		const there = once(server as unknown as NodeJS.EventEmitter, 'connection');
		client = connect(`http://127.0.0.1:${port}`, { transports: [transport], reconnection: false });
		const [socket] = (await there) as [LiveSocket];
		await vi.waitUntil(() => client.connected);
		return socket;
	}
	beforeEach(async () => {
		http = createServer();
		server = new Server(http, { perMessageDeflate: false });
		http.listen(0, '127.0.0.1');
		await once(http, 'listening');
	});
	afterEach(async () => {
		client.close();
		await server.close();
	});

	it('goes past Engine.IO, as these versions allow, and is what an event of Socket.IO is', async () => {
		const socket = await connected('websocket');
		await vi.waitUntil(() => socket.conn.transport.writable);
		const emit = vi.spyOn(socket, 'emit');
		const packets = vi.fn();
		socket.conn.on('packetCreate', packets);
		const heard = once(client as unknown as NodeJS.EventEmitter, 'panels:changed');
		sendFrame(socket, encodeFrame(changesAt(1)));
		expect(await heard).toEqual([changesAt(1)]);
		expect(emit).not.toHaveBeenCalled();
		expect(packets).not.toHaveBeenCalled();
	});

	it.each(['websocket', 'polling'] as const)('keeps its place among all that is sent over %s', async (transport) => {
		const socket = await connected(transport);
		const heard: unknown[] = [];
		client.onAny((_name, value: unknown) => heard.push(value));
		const sent = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? [{ reply: index }] : changesAt(index)));
		for (const [index, value] of sent.entries()) {
			if (index % 3 === 0) (socket as unknown as { emit: (...given: unknown[]) => void }).emit('other', value);
			else sendFrame(socket, encodeFrame(changesAt(index)));
			if (index % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
		}
		await vi.waitUntil(() => heard.length === sent.length);
		expect(heard).toEqual(sent);
	});

	it('ends a connection whose client reads no more, and sends nothing to one that is gone', async () => {
		const socket = await connected('websocket');
		const gone = once(socket as unknown as NodeJS.EventEmitter, 'disconnect');
		const tcp = (client.io.engine.transport as unknown as { ws: { _socket: Tcp } }).ws._socket;
		tcp.pause();
		const frame = encodeFrame([{ ...changesAt(1)[0]!, panel: 'p'.repeat(500_000) }]);
		for (let round = 0; round < 100 && socket.connected; round++) {
			sendFrame(socket, frame);
			await new Promise((resolve) => setImmediate(resolve));
		}
		await gone;
		expect(() => sendFrame(socket, frame)).not.toThrow();
		tcp.destroy();
	});
});
