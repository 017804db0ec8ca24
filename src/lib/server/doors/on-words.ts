import { z } from 'zod';
import { fieldsOf } from '#lib/domain/metric.ts';
import { Slug } from '#lib/domain/product.ts';
import { attributeOf, Filter } from '#lib/domain/question.ts';
import type { OpenWords } from '#lib/live/contract.ts';
import type { WordsHub } from '#lib/server/live/create-words-hub.ts';
import { TooManyOpen } from '#lib/server/live/too-many-open.ts';
import { refusal, type LiveEvent, type LiveServer, type LiveSocket } from './live-door.ts';

const STREAMS_PER_SOCKET = 50;

const isFieldOfText = ({ field }: Filter): boolean =>
	attributeOf(field) !== null || fieldsOf('feedback').includes(field);

const Opened = z.object({
	product: Slug.optional(),
	filter: z.array(Filter.refine(isFieldOfText)).max(20).default([])
});
const Closed = z.object({ stream: z.string().max(100) });

const roomOf = (stream: string): string => `words:${stream}`;

/** Streams of words: who reads which. */
export function createReaders(io: LiveServer) {
	const open = new WeakMap<LiveSocket, { streams: Set<string>; opening: number }>();
	const readerOf = (socket: LiveSocket) => {
		const known = open.get(socket) ?? { streams: new Set<string>(), opening: 0 };
		open.set(socket, known);
		return known;
	};
	return {
		send: (change: OpenWords): void => {
			io.to(roomOf(change.stream)).emit('words:changed', change);
		},
		closeAll: (words: WordsHub, socket: LiveSocket): void => {
			for (const stream of readerOf(socket).streams) words.close(stream);
			open.delete(socket);
		},
		onOpen: (words: WordsHub): LiveEvent => ({
			name: 'words:open',
			handle: async (socket, input, { reply, admit }) => {
				const parsed = Opened.safeParse(input);
				if (!parsed.success)
					return reply(refusal('invalid-request', 'filter: must be a list of { field, op, value } of feedback.'));
				const product = await admit(parsed.data.product);
				if (!product) return;
				const reader = readerOf(socket);
				if (reader.streams.size + reader.opening >= STREAMS_PER_SOCKET)
					return reply(refusal('too-many', `A connection may hold ${STREAMS_PER_SOCKET} streams. Close some first.`));
				reader.opening++;
				try {
					await words.open(product, parsed.data.filter, (opened) => {
						// A room that a socket joins after it went away keeps it for ever.
						if (socket.disconnected) return words.close(opened.stream);
						if (reader.streams.has(opened.stream)) words.close(opened.stream);
						else reader.streams.add(opened.stream);
						void socket.join(roomOf(opened.stream));
						reply({ ok: true, data: opened });
					});
				} catch (cause) {
					if (!(cause instanceof TooManyOpen)) throw cause;
					reply(refusal('too-many', cause.message));
				} finally {
					reader.opening--;
				}
			}
		}),
		onClose: (words: WordsHub): LiveEvent => ({
			name: 'words:close',
			handle: async (socket, input, { reply }) => {
				const parsed = Closed.safeParse(input);
				if (!parsed.success || !readerOf(socket).streams.delete(parsed.data.stream))
					return reply(refusal('not-found', 'This stream is not open here.'));
				words.close(parsed.data.stream);
				await socket.leave(roomOf(parsed.data.stream));
				reply({ ok: true, data: {} });
			}
		})
	};
}
