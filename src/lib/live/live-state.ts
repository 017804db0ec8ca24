/**
 * What the pill says. `still`: a server-rendered page that never heard from the socket; `stale` has lost it for long
 * enough that the numbers should not be taken for the present; `refused` was turned away, as its session has ended.
 */
export type LiveState =
	| Readonly<{ kind: 'still' | 'live' | 'reconnecting' | 'refused' }>
	| Readonly<{ kind: 'paused'; added: number }>
	| Readonly<{ kind: 'stale'; ageMs: number }>;

/** A restart of the server or a change of network is over by then. */
export const RECONNECTING_MS = 30_000;

export type Connection = Readonly<{
	status: 'never' | 'up' | 'down' | 'refused';
	/** When the server was last heard from. */
	heardMs: number;
}>;

export function liveState(
	{ status, heardMs }: Connection,
	pause: { isPaused: boolean; added: number },
	nowMs: number
): LiveState {
	if (status === 'never' && nowMs - heardMs < RECONNECTING_MS) return { kind: 'still' };
	if (status === 'refused') return { kind: 'refused' };
	if (status !== 'up') {
		const ageMs = nowMs - heardMs;
		return ageMs < RECONNECTING_MS ? { kind: 'reconnecting' } : { kind: 'stale', ageMs };
	}
	return pause.isPaused ? { kind: 'paused', added: pause.added } : { kind: 'live' };
}
