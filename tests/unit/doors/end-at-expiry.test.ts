import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endAtExpiry } from '../../../src/lib/server/doors/end-at-expiry.ts';
import type { LiveSocket } from '../../../src/lib/server/doors/live-door.ts';

const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A socket of a session that ends then; `null` for one of the master key. */
function watched(expiresMs: number | null) {
	const person = { kind: 'person', id: 'p', name: 'P', email: 'p@example.com', role: 'member', session: 's' };
	const close = vi.fn();
	const identity = expiresMs === null ? { kind: 'master' } : { ...person, expiresMs };
	const socket = { conn: { close }, data: { identity } } as unknown as LiveSocket;
	return { close, unwatch: endAtExpiry(socket, () => Date.now()) };
}

describe('endAtExpiry', () => {
	it('ends the connection when the session does', () => {
		const { close } = watched(10_000);
		vi.advanceTimersByTime(9_999);
		expect(close).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1);
		expect(close).toHaveBeenCalledOnce();
	});

	it('asks once more before the longest timer there is overflows', () => {
		const { close } = watched(28 * DAY_MS);
		vi.advanceTimersByTime(DAY_MS);
		expect(close).not.toHaveBeenCalled();
		vi.advanceTimersByTime(27 * DAY_MS);
		expect(close).toHaveBeenCalledOnce();
	});

	it('leaves alone what has no session, and what went away before', () => {
		const master = watched(null);
		const gone = watched(10_000);
		gone.unwatch();
		vi.advanceTimersByTime(28 * DAY_MS);
		expect([master.close, gone.close].map((close) => close.mock.calls.length)).toEqual([0, 0]);
	});
});
