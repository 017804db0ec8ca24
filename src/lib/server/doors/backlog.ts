import type { LiveSocket } from './live-door.ts';

/** What may wait for one connection, of frames and of replies each: a minute of a busy dashboard. */
export const MOST_WAITING = 1_000_000;

/** As Engine.IO tells of it; a frame for many sockets carries its encoding, which they share. */
type Packet = { data?: unknown; options?: { wsPreEncodedFrame?: Buffer[] } };

/** Head and body as one piece: for each of thousands of sockets one write instead of two. */
function joinPieces(frame: Buffer[]): void {
	if (frame.length > 1) frame.splice(0, frame.length, Buffer.concat(frame));
}

const lengthOf = ({ data }: Packet): number =>
	typeof data === 'string' || data instanceof Uint8Array ? data.length : 0;

export type Backlog = Readonly<{
	/** Resolves when fewer replies wait for the client to read them, or the connection is gone. */
	hasRoom: () => Promise<void>;
}>;

/**
 * Watches what waits for one connection beyond what the network took, and ends the connection when frames come while a
 * megabyte of them waits: its client comes back by itself and opens its panels anew, as after any loss. Replies it asked
 * for itself; they are held back instead, for `hasRoom`.
 */
export function watchBacklog({ conn }: LiveSocket): Backlog {
	const waiting = { frames: 0, replies: 0 };
	const waiters: (() => void)[] = [];
	const letGo = () => {
		for (const resolve of waiters.splice(0)) resolve();
	};
	conn.on('packetCreate', (packet: Packet) => {
		const frame = packet.options?.wsPreEncodedFrame;
		if (frame && waiting.frames > MOST_WAITING) return conn.close(true);
		if (frame) joinPieces(frame);
		waiting[frame ? 'frames' : 'replies'] += lengthOf(packet);
	});
	// Everything that waited went to the network in one piece, and what comes now waits until that is through.
	conn.on('flush', () => {
		waiting.frames = 0;
		waiting.replies = 0;
		letGo();
	});
	conn.on('close', letGo);
	return {
		hasRoom: () =>
			waiting.replies <= MOST_WAITING || conn.readyState !== 'open'
				? Promise.resolve()
				: new Promise((resolve) => waiters.push(resolve))
	};
}
