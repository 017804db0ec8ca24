import { afterEach } from 'vitest';
import type { Reply } from '../../../src/lib/live/contract.ts';
import { openSocket, type Api, type LiveSocket, type TestProduct } from '../../fixtures/api.ts';

/** A day on which nothing changes its clock in UTC. */
export const DAY = { from: '2026-01-31T00:00:00Z', to: '2026-02-01T00:00:00Z' };
export const HOURLY = { metric: 'feedback_volume', ...DAY, bucket: 'hour' };

/** A moment of that day. */
export const at = (time: string) => `2026-01-31T${time}:00Z`;

/** @throws Error with the server's words when it refused */
export const dataOf = <Data>(reply: Reply<Data>): Data => {
	if (!reply.ok) throw new Error(`${reply.error}: ${reply.message}`);
	return reply.data;
};

/** Opens sockets and products for one test file, and closes the sockets after each test. */
export function createLiveFixture(api: Api) {
	const open: LiveSocket[] = [];
	afterEach(() => {
		for (const socket of open.splice(0)) socket.close();
	});
	const socketOf = async ({ key }: TestProduct): Promise<LiveSocket> => {
		const socket = await openSocket(api.url, { auth: { key: key.read } });
		open.push(socket);
		return socket;
	};
	return {
		/** Another viewer of the product. */
		socketOf,
		/** A product of its own with one viewer. */
		newViewer: async () => {
			const product = await api.newProduct();
			const post = (rows: unknown) => api.post('feedback', product, rows);
			return { product, socket: await socketOf(product), post };
		}
	};
}
