/** Bits of one day's filter: 4 MiB serve about 3.5 million ids a day at one false hit in a hundred. */
const BITS = 1 << 25;
const HASHES = 7;
const DAY_MS = 86_400_000;
/** Seven days back, and the day that is filling. */
const DAYS = 8;

/** FNV-1a over UTF-16 units with a final mix; two seeds give the two hashes that the others are made of. */
function hash(text: string, seed: number): number {
	let state = seed;
	for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
	state ^= state >>> 16;
	state = Math.imul(state, 0x85ebca6b);
	state ^= state >>> 13;
	return state >>> 0;
}

function* positions(key: string): Generator<number> {
	const first = hash(key, 0x811c9dc5);
	// An odd step visits different bits.
	const step = hash(key, 0x3c6ef372) | 1;
	for (let index = 0; index < HASHES; index++) yield (first + Math.imul(index, step)) & (BITS - 1);
}

const keyOf = (product: number, id: string): string => `${product}:${id}`;

/**
 * Which ids may have come in within the last seven days: a Bloom filter per day (Bloom 1970, CACM 13:422-426). "No" is
 * certain; "maybe" has to be looked up, and no row may be dropped on it alone. A day's memory is taken when its first id
 * comes and used again eight days later.
 */
export function createRecentIds() {
	const filters = new Map<number, { day: number; bits: Uint8Array }>();

	function filterOf(day: number): Uint8Array {
		const slot = day % DAYS;
		const known = filters.get(slot);
		if (known?.day === day) return known.bits;
		const bits = known ? known.bits.fill(0) : new Uint8Array(BITS / 8);
		filters.set(slot, { day, bits });
		return bits;
	}
	return {
		add: (product: number, id: string, receivedMs: number): void => {
			const bits = filterOf(Math.floor(receivedMs / DAY_MS));
			for (const position of positions(keyOf(product, id)))
				bits[position >>> 3] = (bits[position >>> 3] ?? 0) | (1 << (position & 7));
		},
		mayHave: (product: number, id: string): boolean => {
			const wanted = [...positions(keyOf(product, id))];
			for (const { bits } of filters.values())
				if (wanted.every((position) => ((bits[position >>> 3] ?? 0) >> (position & 7)) & 1)) return true;
			return false;
		}
	};
}

export type RecentIds = ReturnType<typeof createRecentIds>;
