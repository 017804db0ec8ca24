import { z } from 'zod';
import { Slug } from '#lib/domain/product.ts';
import { Filter } from '#lib/domain/question.ts';
import type { OpenWords } from '#lib/live/contract.ts';
import type { WordsHub } from '#lib/server/live/create-words-hub.ts';
import { refusal, type LiveEvent, type LiveServer, type LiveSocket } from './live-door.ts';

const Opened = z.object({ product: Slug.optional(), filter: z.array(Filter).max(20).default([]) });
const Closed = z.object({ stream: z.string().max(100) });

const roomOf = (stream: string): string => `words:${stream}`;

/** Streams of words: who reads which. */
export function createReaders(io: LiveServer) {
	const open = new WeakMap<LiveSocket, Set<string>>();
	const streamsOf = (socket: LiveSocket): Set<string> => {
		const known = open.get(socket) ?? new Set<string>();
		open.set(socket, known);
		return known;
	};
	return {
		send: (change: OpenWords): void => {
			io.to(roomOf(change.stream)).emit('words:changed', change);
		},
		closeAll: (words: WordsHub, socket: LiveSocket): void => {
			for (const stream of streamsOf(socket)) words.close(stream);
			open.delete(socket);
		},
		onOpen: (words: WordsHub): LiveEvent => ({
			name: 'words:open',
			handle: async (socket, input, { reply, admit }) => {
				const parsed = Opened.safeParse(input);
				if (!parsed.success)
					return reply(refusal('invalid-request', 'filter: must be a list of { field, op, value }.'));
				const product = await admit(parsed.data.product);
				if (!product) return;
				await words.open(product, parsed.data.filter, (opened) => {
					if (socket.disconnected || streamsOf(socket).has(opened.stream)) words.close(opened.stream);
					else streamsOf(socket).add(opened.stream);
					void socket.join(roomOf(opened.stream));
					reply({ ok: true, data: opened });
				});
			}
		}),
		onClose: (words: WordsHub): LiveEvent => ({
			name: 'words:close',
			handle: async (socket, input, { reply }) => {
				const parsed = Closed.safeParse(input);
				if (!parsed.success || !streamsOf(socket).delete(parsed.data.stream))
					return reply(refusal('not-found', 'This stream is not open here.'));
				words.close(parsed.data.stream);
				await socket.leave(roomOf(parsed.data.stream));
				reply({ ok: true, data: {} });
			}
		})
	};
}
