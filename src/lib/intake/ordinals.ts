/** 2^10 parts: one that grows needs a copy of a thousandth of the table only. */
const PART_BITS = 10;
const FIRST_SLOTS = 16;
const FULL_SHARE = 0.8;
const GROWTH = 1.5;
const COUNT_LIMIT = 255;

/** Open addressing with linear probing. A slot is free while its count is 0. */
type Part = {
	used: number;
	/** 32 and 16 bits of the hash; 10 more are the part's own number. */
	keys: Uint32Array;
	tags: Uint16Array;
	counts: Uint8Array;
	/** Counts beyond a byte, by tag and key; few rows repeat that often. */
	high: Map<number, number>;
};

const createPart = (slots: number): Part => ({
	used: 0,
	keys: new Uint32Array(slots),
	tags: new Uint16Array(slots),
	counts: new Uint8Array(slots),
	high: new Map()
});

/** The slot of a hash, or the free one where it belongs. */
function slotOf({ keys, tags, counts }: Part, key: number, tag: number): number {
	// Spreads keys over the slots in their own order, for any number of slots.
	let slot = Math.floor((key / 2 ** 32) * keys.length);
	while (counts[slot] !== 0 && (keys[slot] !== key || tags[slot] !== tag))
		slot = slot + 1 === keys.length ? 0 : slot + 1;
	return slot;
}

function grown(part: Part): Part {
	const larger = createPart(Math.ceil(part.keys.length * GROWTH));
	for (const [slot, count] of part.counts.entries()) {
		if (count === 0) continue;
		const key = part.keys[slot] ?? 0;
		const tag = part.tags[slot] ?? 0;
		const place = slotOf(larger, key, tag);
		larger.keys[place] = key;
		larger.tags[place] = tag;
		larger.counts[place] = count;
	}
	return { ...larger, used: part.used, high: part.high };
}

export type Ordinals = Readonly<{
	/** 1 for a hash met for the first time, then 2, 3, … `high` and `low` are 30 bits each of an even hash. */
	next: (high: number, low: number) => number;
}>;

/**
 * Counts how often each hash was met, at 9 to 14 bytes for each different one: a million rows take some 12 MB.
 * It compares 58 bits of the hash: among ten million rows two are mixed up with a chance of 1 in 5,000, and then one row's
 * id ends in 2 instead of 1, which is still its own.
 */
export function createOrdinals(): Ordinals {
	const parts = Array.from({ length: 2 ** PART_BITS }, () => createPart(FIRST_SLOTS));

	function raise(part: Part, slot: number, name: number): number {
		const count = part.counts[slot] ?? 0;
		if (count === 0) part.used++;
		if (count < COUNT_LIMIT) return (part.counts[slot] = count + 1);
		const high = (part.high.get(name) ?? COUNT_LIMIT) + 1;
		part.high.set(name, high);
		return high;
	}

	return {
		next: (high, low) => {
			const index = high >>> (30 - PART_BITS);
			const tag = (high >>> 4) & 0xffff;
			const key = low * 4 + (high & 3);
			let part = parts[index] ?? createPart(FIRST_SLOTS);
			if (part.used >= part.keys.length * FULL_SHARE) parts[index] = part = grown(part);
			const slot = slotOf(part, key, tag);
			part.keys[slot] = key;
			part.tags[slot] = tag;
			return raise(part, slot, tag * 2 ** 32 + key);
		}
	};
}
