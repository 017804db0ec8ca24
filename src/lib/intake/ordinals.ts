/** Slots of the first table where no one knows how many rows there will be. */
const FIRST_SLOTS = 2 ** 20;
/** A table for a known number of rows has this many slots for each. */
const SLOTS_PER_ROW = 1.15;
const FULL_SHARE = 0.9;
/** Each further table is this large, measured by all before it. */
const GROWTH = 0.5;
const GROWTH_BEYOND_EXPECTED = 0.125;
const FEWEST_SLOTS = 16;

/** A slot is 29 bits of the hash, then the count in 3 bits; it is free while it is 0. */
const COUNT_BITS = 3;
/** From this count on it stands in `many`: few rows repeat that often. */
const MANY = 2 ** COUNT_BITS - 1;

/** Open addressing with linear probing. */
type Table = { used: number; readonly slots: Uint32Array; readonly many: Map<number, number> };

export type Ordinals = Readonly<{
	/** 1 for a hash met for the first time, then 2, 3, … `high` and `low` are 30 bits each of an even hash. */
	next: (high: number, low: number) => number;
}>;

const createTable = (slots: number): Table => ({ used: 0, slots: new Uint32Array(slots), many: new Map() });

function raisedCount({ slots, many }: Table, place: number): number {
	const slot = slots[place] ?? 0;
	const count = slot & MANY;
	if (count < MANY - 1) {
		slots[place] = slot + 1;
		return count + 1;
	}
	slots[place] = (slot | MANY) >>> 0;
	const high = (many.get(place) ?? MANY - 1) + 1;
	many.set(place, high);
	return high;
}

/**
 * Counts how often each hash was met, at 4 bytes a slot: 5 bytes for each different row where their number is known
 * beforehand, else 5 to 8. A full table is not copied into a larger one, which would need both at once; another one is
 * begun beside it.
 *
 * 29 bits are compared, besides where they stand. Among ten million rows a pair is mixed up in one import of ten; then
 * one row's id ends in 2 instead of 1, and is still its own.
 */
export function createOrdinals(expectedRows: number | null = null, firstSlots = FIRST_SLOTS): Ordinals {
	const growth = expectedRows === null ? GROWTH : GROWTH_BEYOND_EXPECTED;
	let last = createTable(expectedRows === null ? firstSlots : Math.ceil(expectedRows * SLOTS_PER_ROW) + firstSlots);
	const tables = [last];
	let total = last.slots.length;

	return {
		next: (high, low) => {
			const mark = (low << COUNT_BITS) >>> 0;
			let free = 0;
			for (const table of tables) {
				const { slots } = table;
				// The upper bits choose the slot, for any number of slots.
				free = Math.floor((high / 2 ** 30) * slots.length);
				for (let slot = slots[free] ?? 0; slot !== 0; slot = slots[free] ?? 0) {
					if ((slot & ~MANY) >>> 0 === mark) return raisedCount(table, free);
					free = free + 1 === slots.length ? 0 : free + 1;
				}
			}
			// One slot at least stays free, or a search would never end.
			if (last.used >= Math.floor(last.slots.length * FULL_SHARE)) {
				last = createTable(Math.max(FEWEST_SLOTS, Math.ceil(total * growth)));
				tables.push(last);
				total += last.slots.length;
				free = Math.floor((high / 2 ** 30) * last.slots.length);
			}
			last.used++;
			last.slots[free] = (mark | 1) >>> 0;
			return 1;
		}
	};
}
