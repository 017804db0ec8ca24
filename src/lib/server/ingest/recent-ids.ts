/** Bits of a day's first filter: 4 MiB serve about 3.5 million ids at one false hit in a hundred. */
const FIRST_BITS = 1 << 25;
const LARGEST_BITS = 1 << 29;
/** At this many bits for each id one in a hundred is a false hit. */
const BITS_PER_ID = 9.6;
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

const keyOf = (product: number, id: string): string => `${product}:${id}`;

/** The two hashes that the others are made of; an odd step visits different bits. */
const hashesOf = (key: string) => ({ first: hash(key, 0x811c9dc5), step: hash(key, 0x3c6ef372) | 1 });
type Hashes = ReturnType<typeof hashesOf>;

type Filter = { readonly bits: Uint8Array; room: number };

const createFilter = (bits: number): Filter => ({
	bits: new Uint8Array(bits / 8),
	room: Math.floor(bits / BITS_PER_ID)
});

function addTo({ bits }: Filter, { first, step }: Hashes): void {
	const mask = bits.length * 8 - 1;
	for (let index = 0; index < HASHES; index++) {
		const position = (first + Math.imul(index, step)) & mask;
		bits[position >>> 3] = (bits[position >>> 3] ?? 0) | (1 << (position & 7));
	}
}

function mayBeIn({ bits }: Filter, { first, step }: Hashes): boolean {
	const mask = bits.length * 8 - 1;
	for (let index = 0; index < HASHES; index++) {
		const position = (first + Math.imul(index, step)) & mask;
		if (!(((bits[position >>> 3] ?? 0) >> (position & 7)) & 1)) return false;
	}
	return true;
}

/**
 * Which ids may have come in within the last seven days: a Bloom filter per day (Bloom 1970, CACM 13:422-426), and a
 * larger one beside it when it is full. "No" is certain; "maybe" has to be looked up, and no row may be dropped on it
 * alone. A day's memory is taken when its first id comes and given back eight days later.
 */
export function createRecentIds(firstBits = FIRST_BITS) {
	const slots = new Map<number, { day: number; filters: Filter[] }>();

	/** The filter of this day that has room; the newest stands first. */
	function filterOf(day: number): Filter {
		const known = slots.get(day % DAYS);
		const filters = known?.day === day ? known.filters : [];
		const [newest] = filters;
		if (newest && newest.room > 0) return newest;
		const bits = newest ? Math.min(newest.bits.length * 8 * 4, LARGEST_BITS) : firstBits;
		const filter = createFilter(bits);
		slots.set(day % DAYS, { day, filters: [filter, ...filters] });
		return filter;
	}
	return {
		add: (product: number, id: string, receivedMs: number): void => {
			const filter = filterOf(Math.floor(receivedMs / DAY_MS));
			filter.room--;
			addTo(filter, hashesOf(keyOf(product, id)));
		},
		mayHave: (product: number, id: string): boolean => {
			const hashes = hashesOf(keyOf(product, id));
			for (const { filters } of slots.values()) for (const filter of filters) if (mayBeIn(filter, hashes)) return true;
			return false;
		}
	};
}

export type RecentIds = ReturnType<typeof createRecentIds>;
