import type { Identity } from '#lib/server/access/identity.ts';

/** A person has tabs and screens on walls; a key may stand behind a page of its own for many. */
const MOST = { person: 500, key: 20_000, master: 20_000, nobody: 0 };

const nameOf = (identity: Identity): string => `${identity.kind} ${'id' in identity ? identity.id : ''}`;

/** How many sockets stand open with each key and for each person. */
export function createSocketCounts() {
	const counts = new Map<string, number>();
	return {
		isFull: (identity: Identity): boolean => (counts.get(nameOf(identity)) ?? 0) >= MOST[identity.kind],
		/** Counts one more until what it returns is called. */
		enter: (identity: Identity): (() => void) => {
			const name = nameOf(identity);
			counts.set(name, (counts.get(name) ?? 0) + 1);
			return () => {
				const left = (counts.get(name) ?? 1) - 1;
				if (left > 0) counts.set(name, left);
				else counts.delete(name);
			};
		}
	};
}
