import type { PanelChange } from '#lib/live/contract.ts';
import { MOST_WAITING } from './backlog.ts';
import type { LiveSocket } from './live-door.ts';

/** What changed in one tick, as all of an audience get it; encoded once. */
export type Frame = Readonly<{ changes: readonly PanelChange[]; bytes: Buffer }>;

/** What we use of the WebSocket that a connection speaks through. */
type Wire = Readonly<{ bufferedAmount: number; send: (bytes: Buffer, options: { binary: boolean }) => void }>;

const isWire = (given: unknown): given is Wire =>
	typeof given === 'object' &&
	given !== null &&
	'bufferedAmount' in given &&
	typeof given.bufferedAmount === 'number' &&
	'send' in given &&
	typeof given.send === 'function';

/** A message of Engine.IO (4) that is an event of Socket.IO (2), in the main namespace. */
export const encodeFrame = (changes: readonly PanelChange[]): Frame => ({
	changes,
	bytes: Buffer.from(`42${JSON.stringify(['panels:changed', changes])}`)
});

/**
 * Sends the frame behind all that was sent before. Where nothing of the connection waits in Engine.IO, straight to its
 * WebSocket: one of thousands then costs what a bare one does, half of what a packet does. A connection of which a
 * megabyte waits beyond what the network took is ended, as `watchBacklog` does.
 */
export function sendFrame(socket: LiveSocket, { changes, bytes }: Frame): void {
	const { conn } = socket;
	const { transport } = conn;
	// Engine.IO takes its transport as writable when it has nothing for it, and nothing of its own is under way.
	const wire: unknown = transport.writable && !conn.upgrading ? Reflect.get(transport, 'socket') : null;
	if (conn.readyState !== 'open' || !isWire(wire)) return void socket.emit('panels:changed', changes);
	if (wire.bufferedAmount > MOST_WAITING) return void conn.close(true);
	wire.send(bytes, { binary: false });
}
