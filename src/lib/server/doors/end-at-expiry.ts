import type { LiveSocket } from './live-door.ts';

/** Timers reach 24.8 days at most; who is asked sooner only says once more who it is. */
const LONGEST_MS = 2_000_000_000;

/**
 * Ends the connection when its session does, in the way after which clients come back: a session that went on meanwhile
 * opens the door again. Returns what takes that back.
 */
export function endAtExpiry({ conn, data: { identity } }: LiveSocket, now: () => number): () => void {
	if (identity.kind !== 'person') return () => {};
	const leftMs = Math.max(identity.expiresMs - now(), 0);
	const timer = setTimeout(() => conn.close(), Math.min(leftMs, LONGEST_MS));
	return () => clearTimeout(timer);
}
