import type { Access } from '#lib/server/access/create-access.ts';
import type { LiveServer, LiveSocket } from './live-door.ts';
import { sendProductChange } from './on-releases.ts';

/** Forgets what is no longer so about keys, sessions and products, and ends the connections that rest on it. */
export function createConnections(io: LiveServer, access: Access) {
	const those = (isMeant: (socket: LiveSocket) => boolean): LiveSocket[] =>
		[...io.of('/').sockets.values()].filter(isMeant);
	/** In the way after which clients come back by themselves, and are asked again who they are. */
	const renew = (sockets: readonly LiveSocket[]): void => {
		for (const socket of sockets) socket.conn.close();
	};
	return {
		/** For good: the key opens none again. */
		endOfKey: (id: string): void => {
			access.revokeKey(id);
			const sockets = those(({ data: { identity } }) => identity.kind === 'key' && identity.id === id);
			for (const socket of sockets) socket.disconnect(true);
		},
		/** Whoever is signed in again by now comes back. */
		endOfSession: (id: string): void => {
			access.endSession(id);
			renew(those(({ data: { identity } }) => identity.kind === 'person' && identity.session === id));
		},
		/** Whoever may have asked about the product asks anew. */
		renewOfProduct: (product: number): void => {
			access.forgetKeys();
			sendProductChange(io, product);
			renew(those(({ data: { identity } }) => identity.kind !== 'key' || identity.product.number === product));
		},
		/** Anything may have happened to keys, sessions and products: everybody says once more who they are. */
		renewAll: (): void => {
			access.forgetKeys();
			renew(those(() => true));
		}
	};
}
