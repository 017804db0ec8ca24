import { z } from 'zod';
import { Slug } from '#lib/domain/product.ts';
import type { SeenRequest } from '#lib/live/contract.ts';
import type { LiveEvent, LiveServer } from './live-door.ts';
import type { RequestLog } from './request-log.ts';

const Named = z.object({ product: Slug.optional() }).catch({});

const roomOf = (product: number): string => `requests:${product}`;

/** Tells everyone who opened the product's requests. */
export const sendRequests = (io: LiveServer, product: number, requests: readonly SeenRequest[]): void => {
	io.to(roomOf(product)).emit('requests:seen', requests);
};

/** Replies with the last requests that brought something, newest first; later ones follow as `requests:seen`. */
export const onRequestsOpen = (log: RequestLog): LiveEvent => ({
	name: 'requests:open',
	handle: async (socket, input, { reply, admit }) => {
		const product = await admit(Named.parse(input).product);
		// A room that a socket joins after it went away keeps it for ever.
		if (!product || socket.disconnected) return;
		await socket.join(roomOf(product.number));
		reply({ ok: true, data: { requests: log.newest(product.number) } });
	}
});

export const onRequestsClose: LiveEvent = {
	name: 'requests:close',
	handle: async (socket, input, { reply, admit }) => {
		const product = await admit(Named.parse(input).product);
		if (!product) return;
		await socket.leave(roomOf(product.number));
		reply({ ok: true, data: {} });
	}
};
