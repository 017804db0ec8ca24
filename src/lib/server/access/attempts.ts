const WINDOW_MS = 15 * 60_000;
const PER_PERSON = 10;
const PER_ADDRESS = 50;
const MOST_KEPT = 50_000;

/** Slows guessing down: ten tries a quarter of an hour for one account, fifty from one address. */
export function createAttempts(now: () => number) {
	const tries = new Map<string, { count: number; sinceMs: number }>();

	function counted(key: string): number {
		const known = tries.get(key);
		const current = known && known.sinceMs + WINDOW_MS > now() ? known : { count: 0, sinceMs: now() };
		current.count++;
		tries.set(key, current);
		return current.count;
	}
	return {
		/** Counts the try. */
		mayTry: (email: string, address: string): boolean => {
			if (tries.size > MOST_KEPT) tries.clear();
			const byPerson = counted(`person ${email}`);
			const byAddress = counted(`address ${address}`);
			return byPerson <= PER_PERSON && byAddress <= PER_ADDRESS;
		},
		forget: (email: string, address: string): void => {
			tries.delete(`person ${email}`);
			tries.delete(`address ${address}`);
		}
	};
}
