/** Whoever was read as signed in a moment before the session ended has come through the door by then. */
const KEPT_MS = 60_000;

/** The sessions that ended a moment ago: what was read of them before counts no more. */
export function createEndedSessions(now: () => number) {
	const ended = new Map<string, number>();
	return {
		add: (id: string): void => {
			// In the order of time: the first that is young enough is followed by younger ones.
			for (const [old, sinceMs] of ended) {
				if (sinceMs + KEPT_MS > now()) break;
				ended.delete(old);
			}
			ended.set(id, now());
		},
		has: (id: string): boolean => ended.has(id)
	};
}
