import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import type { Product } from '#lib/domain/product.ts';
import type { ClientEvents, Reply, ServerEvents } from '#lib/live/contract.ts';
import type { Access } from '#lib/server/access/create-access.ts';
import { NOBODY, type Identity } from '#lib/server/access/identity.ts';
import { RULES } from '#lib/server/access/rules.ts';
import { watchBacklog } from './backlog.ts';
import { createEventIntake, type EventIntake } from './event-intake.ts';
import { headersOf, type Identify } from './identify.ts';
import type { Log } from './log.ts';
import { endAtExpiry } from './end-at-expiry.ts';
import { createSocketCounts } from './socket-counts.ts';

/** What the server keeps about one connection. */
export type SocketState = { identity: Identity };
export type LiveServer = Server<ClientEvents, ServerEvents, object, SocketState>;
export type LiveSocket = Socket<ClientEvents, ServerEvents, object, SocketState>;

export type Answer = (reply: Reply<object>) => void;

/** One socket event: parsed input comes in, exactly one reply goes out. */
export type LiveEvent = Readonly<{
	name: keyof ClientEvents;
	/** Admits the socket to the product that the payload names, or answers and gives `null`. */
	handle: (
		socket: LiveSocket,
		input: unknown,
		door: Readonly<{ reply: Answer; admit: (slug: string | undefined) => Promise<Product | null> }>
	) => Promise<void>;
}>;

export const refusal = (error: string, message: string): Reply<object> => ({ ok: false, error, message });

/** `null` where there is none; visible ASCII, so that it fits a header. */
const GivenKey = z
	.string()
	.regex(/^[\x21-\x7e]{1,200}$/)
	.nullable()
	.default(null);

type Options = Readonly<{
	access: Access;
	identify: Identify;
	events: readonly LiveEvent[];
	onGone: (socket: LiveSocket) => void;
	now: () => number;
	log: Log;
}>;

/** The socket's door: who may connect, and every event behind the gate. No handler can throw through it. */
export function createLiveDoor({ access, identify, events, onGone, now, log }: Options) {
	const counts = createSocketCounts();

	function listen(socket: LiveSocket, intake: EventIntake, { name, handle }: LiveEvent): void {
		const answerTo = async (...given: unknown[]) => {
			const refused = intake.refusal(name);
			// It reads no answer either, and comes back only when somebody sends it.
			if (intake.isFlood()) return void socket.disconnect(true);
			const acknowledge = given.pop();
			if (typeof acknowledge !== 'function') return; // a client may emit without asking for a reply
			const [input] = given; // and without a payload
			const reply: Answer = (value) => void Reflect.apply(acknowledge, undefined, [value]);
			if (refused !== null) return reply(refusal('too-many', refused));
			const admit = async (slug: string | undefined): Promise<Product | null> => {
				const admission = await access.admit(socket.data.identity, RULES[`socket ${name}`] ?? 'operate', slug ?? null);
				if (!('refusal' in admission)) return admission.product;
				reply(refusal(admission.refusal.status === 404 ? 'not-found' : 'forbidden', admission.refusal.title));
				return null;
			};
			await intake.take(name, async () => {
				// It went away while the event waited for its turn: nothing may stay open behind it.
				if (socket.disconnected) return;
				try {
					await handle(socket, input, { reply, admit });
				} catch (cause) {
					log.error({ err: cause, event: name }, 'a socket event failed');
					reply(refusal('unavailable', 'The store did not answer. Try again.'));
				}
			});
		};
		Reflect.apply(socket.on, socket, [name, answerTo]);
	}

	return {
		/** @throws Error when the key is wrong, there is neither key nor session, or too many sockets are open with it */
		admit: async (socket: LiveSocket): Promise<void> => {
			const headers = headersOf(socket.request);
			const key = GivenKey.safeParse(socket.handshake.auth.key);
			if (!key.success) throw new Error('unauthorized');
			if (key.data !== null) headers.set('authorization', `Bearer ${key.data}`);
			const identified = await identify(headers);
			if ('wrong' in identified) throw new Error('unauthorized');
			if (identified.identity.kind === NOBODY.kind) throw new Error('unauthorized');
			if (counts.isFull(identified.identity)) throw new Error('too-many');
			socket.data.identity = identified.identity;
		},
		connect: (socket: LiveSocket): void => {
			const { identity } = socket.data;
			// The key may have been revoked, or the session ended, while the door was opening.
			if (access.isRevoked(identity)) return void socket.disconnect(true);
			const intake = createEventIntake(watchBacklog(socket), now);
			for (const event of events) listen(socket, intake, event);
			const leave = counts.enter(identity);
			const unwatch = endAtExpiry(socket, now);
			socket.on('disconnect', () => {
				unwatch();
				leave();
				onGone(socket);
			});
		}
	};
}
