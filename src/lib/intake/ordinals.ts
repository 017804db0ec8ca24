const FIRST_SLOTS = 2 ** 20;
const FULL_SHARE = 0.8;
/** Each further table is this large, measured by all before it. */
const GROWTH = 0.5;

/** A mark is 5 bits of the hash, then the count in 3 bits; a slot is free while it is 0. */
const COUNT_BITS = 3;
/** From this count on it stands in `many`: few rows repeat that often. */
const MANY = 2 ** COUNT_BITS - 1;

/** Open addressing with linear probing. */
type Table = {
	used: number;
	readonly keys: Uint32Array;
	readonly marks: Uint8Array;
	readonly many: Map<number, number>;
};

export type Ordinals = Readonly<{
	/** 1 for a hash met for the first time, then 2, 3, … `high` and `low` are 30 bits each of an even hash. */
	next: (high: number, low: number) => number;
}>;

const createTable = (slots: number): Table => ({
	used: 0,
	keys: new Uint32Array(slots),
	marks: new Uint8Array(slots),
	many: new Map()
});

function raisedCount({ marks, many }: Table, slot: number): number {
	const mark = marks[slot] ?? 0;
	const count = mark & MANY;
	if (count < MANY - 1) {
		marks[slot] = mark + 1;
		return count + 1;
	}
	marks[slot] = mark | MANY;
	const high = (many.get(slot) ?? MANY - 1) + 1;
	many.set(slot, high);
	return high;
}

/**
 * Counts how often each hash was met, at 5 bytes a slot: 7 to 10 bytes for each different row. A full table is not
 * copied into a larger one, which would need both at once; another one is begun beside it.
 *
 * 37 bits are compared, besides where they stand. Among ten million rows a pair is mixed up in one import of a hundred;
 * then one row's id ends in 2 instead of 1, and is still its own.
 */
export function createOrdinals(firstSlots = FIRST_SLOTS): Ordinals {
	let last = createTable(firstSlots);
	const tables = [last];
	let slots = firstSlots;

	return {
		next: (high, low) => {
			const key = low * 4 + (high & 3);
			const tag = ((high >>> 2) & 31) << COUNT_BITS;
			let free = 0;
			for (const table of tables) {
				const { keys, marks } = table;
				// The upper bits choose the slot, for any number of slots.
				free = Math.floor((high / 2 ** 30) * keys.length);
				for (let mark = marks[free] ?? 0; mark !== 0; mark = marks[free] ?? 0) {
					if (keys[free] === key && (mark & ~MANY) === tag) return raisedCount(table, free);
					free = free + 1 === keys.length ? 0 : free + 1;
				}
			}
			if (last.used >= last.keys.length * FULL_SHARE) {
				last = createTable(Math.ceil(slots * GROWTH));
				tables.push(last);
				slots += last.keys.length;
				free = Math.floor((high / 2 ** 30) * last.keys.length);
			}
			last.used++;
			last.keys[free] = key;
			last.marks[free] = tag | 1;
			return 1;
		}
	};
}
