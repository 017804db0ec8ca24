/** Shorter ones are equal because there are not many ways to say them: "no connection" fifty times is fifty people. */
const LEAST_WORDS = 5;
/** Of the pairs of words that either text has, as many are in both. */
const ALIKE = 0.8;
/** Texts that are so much alike share one of the bands in 99 of 100 cases. */
const BANDS = 6;
const BAND_HASHES = 3;
const MOST_CANDIDATES = 8;

const mixed = (value: number, seed: number): number => {
	let hash = Math.imul(value ^ Math.imul(seed + 1, 0x9e3779b1), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
};

/** Numbers of the neighbouring pairs of words. */
function pairsOf(words: readonly number[]): Set<number> {
	const pairs = new Set<number>();
	for (let at = 1; at < words.length; at++) pairs.add(mixed(words[at - 1] ?? 0, 0) ^ mixed(words[at] ?? 0, 1));
	return pairs;
}

function likeness(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
	let both = 0;
	for (const pair of one) if (other.has(pair)) both++;
	return both / (one.size + other.size - both);
}

/** One number for each band: the smallest of some hashes, which two sets share as often as they are alike. */
function bandsOf(pairs: ReadonlySet<number>): number[] {
	return Array.from({ length: BANDS }, (_, band) => {
		let key = band;
		for (let hash = 0; hash < BAND_HASHES; hash++) {
			const seed = 2 + band * BAND_HASHES + hash;
			let least = Infinity;
			for (const pair of pairs) least = Math.min(least, mixed(pair, seed));
			key = mixed(key ^ least, seed);
		}
		return key;
	});
}

/**
 * Tells whether a text, as the numbers of its words, is nearly the same as one that was shown before. A campaign of
 * five hundred texts counts once; short texts are never copies.
 * @see Broder (1997), On the resemblance and containment of documents
 */
export function createCopyFinder(): (words: readonly number[]) => boolean {
	const known = new Map<number, ReadonlySet<number>[]>();
	return (words) => {
		if (words.length < LEAST_WORDS) return false;
		const pairs = pairsOf(words);
		const bands = bandsOf(pairs);
		const isCopy = bands.some((band) => known.get(band)?.some((other) => likeness(pairs, other) >= ALIKE));
		if (isCopy) return true;
		for (const band of bands) {
			const there = known.get(band);
			if (!there) known.set(band, [pairs]);
			else if (there.length < MOST_CANDIDATES) there.push(pairs);
		}
		return false;
	};
}
