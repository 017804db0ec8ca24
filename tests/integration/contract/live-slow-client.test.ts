import type { Socket as TcpSocket } from 'node:net';
import { describe, expect, inject, it } from 'vitest';
import { createApi, openSocket, type LiveSocket } from '../../fixtures/api.ts';
import { eventually, expectCurrent, followPanel } from './followed-panel.ts';
import { createLiveFixture } from './live-fixture.ts';

const api = createApi(inject('server'));
const { newViewer } = createLiveFixture(api);

/** The longest range of minutes there is: whenever another channel leads, a frame of a megabyte says so. */
const LONG = { metric: 'feedback_volume', from: '2026-01-01T00:00:00Z', to: '2026-01-07T00:00:00Z', bucket: 'minute' };
const LEADER = { ...LONG, groupBy: 'channel', groups: 1 };

/** The connection below socket.io and WebSocket: who pauses it reads nothing any more. */
const tcpOf = (socket: LiveSocket): TcpSocket =>
	(socket.io.engine.transport as unknown as { ws: { _socket: TcpSocket } }).ws._socket;

const openSockets = async (): Promise<number> => {
	const { body } = await api.call<string>('GET', '/metrics');
	return Number(/^upshot_live_sockets (\d+)$/m.exec(body)?.[1]);
};

describe('a client that reads no more', () => {
	it('is let go before much waits for it, keeps nobody else waiting, and is right when it comes back', async () => {
		const { product, socket, post } = await newViewer();
		const auth = { key: product.key.read };
		const slow = await openSocket(api.url, { auth });
		const before = await openSockets();
		const panel = await followPanel(socket, LEADER);
		await followPanel(slow, LEADER);
		const gone = new Promise((resolve) => slow.once('disconnect', resolve));
		tcpOf(slow).pause();
		const ahead = { a: 0, b: 0 };
		// The network holds some megabytes for it; the server no more than one.
		for (let round = 0; round < 40 && (await openSockets()) === before; round++) {
			const channel = round % 2 === 0 ? 'a' : 'b';
			const rows = 1 + Math.abs(ahead.a - ahead.b);
			ahead[channel] += rows;
			const known = panel.revision();
			await post(Array.from({ length: rows }, () => ({ text: 'a', channel, at: '2026-01-03T12:00:00Z' })));
			await eventually(() => expect(panel.revision()).toBeGreaterThan(known));
		}
		// It reads nothing still: it was not the client that ended this.
		expect(await openSockets()).toBe(before - 1);
		await expectCurrent(api, product, panel);
		tcpOf(slow).resume();
		expect(await gone).toBe('transport close');
		slow.connect();
		const again = await followPanel(slow, LEADER);
		await post({ text: 'a', channel: 'a', at: '2026-01-04T12:00:00Z' });
		for (const one of [again, panel]) await expectCurrent(api, product, one);
		expect(panel.misfits).toEqual([]);
		slow.close();
	});
});
