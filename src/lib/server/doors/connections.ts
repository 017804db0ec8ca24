import type { Product } from '#lib/domain/product.ts';
import type { LiveServer, LiveSocket } from './live-door.ts';

/** Ends open connections when what they rest on is no longer so. */
export function createConnections(io: LiveServer) {
	const those = (isMeant: (socket: LiveSocket) => boolean): LiveSocket[] =>
		[...io.of('/').sockets.values()].filter(isMeant);
	/** In the way after which clients come back by themselves, and are asked again who they are. */
	const renew = (sockets: readonly LiveSocket[]): void => {
		for (const socket of sockets) socket.conn.close();
	};
	return {
		/** For good: the key opens none again. */
		endOfKey: (id: string): void => {
			const sockets = those(({ data: { identity } }) => identity.kind === 'key' && identity.id === id);
			for (const socket of sockets) socket.disconnect(true);
		},
		/** Whoever may have asked about the product asks anew. */
		renewOfProduct: (number: Product['number']): void =>
			renew(those(({ data: { identity } }) => identity.kind !== 'key' || identity.product.number === number)),
		renewOfKeys: (): void => renew(those(({ data: { identity } }) => identity.kind === 'key'))
	};
}
