import { createTermLevel, type TermLevel } from './term-level.ts';
import type { Gap } from './said-words.ts';
import type { Vocabulary } from './vocabulary.ts';

export type Side = 'before' | 'after';

/** An answer as numbers of words, and what stands before each. */
export type NumberedText = Readonly<{ side: Side; words: readonly number[]; gaps: readonly Gap[] }>;

/** A word or a phrase with the texts that say it at least once. */
export type CountedTerm = Readonly<{ term: string; words: readonly number[]; before: number; after: number }>;

/** Words of a phrase. */
const MOST_WORDS = 3;
/** Letters of a phrase that is written without spaces, as in Chinese. */
const LONGEST_UNSPACED = 6;
const TEXTS_A_STEP = 50;
const TERMS_A_STEP = 5000;

/** A place in a text where no term of this length begins. */
const NONE = -1;

/** The terms of one length that often enough texts say. */
function* oftenSaid(level: TermLevel, vocabulary: Vocabulary, least: number): Generator<undefined, CountedTerm[]> {
	const found: CountedTerm[] = [];
	for (let number = 0; number < level.size(); number++) {
		if (level.said(number) >= least) {
			const { words, gaps } = level.phrase(number);
			const term = words.map((word, at) => (gaps[at - 1] ?? '') + vocabulary.shown(word)).join('');
			found.push({ term, words, ...level.sides(number) });
		}
		if (number % TERMS_A_STEP === 0) yield;
	}
	return found;
}

/** Where terms begin that are one word longer: two terms overlap, and both are said often enough. */
function longerPlaces(
	{ gaps }: NumberedText,
	places: Int32Array,
	{ level, next, least, length }: { level: TermLevel; next: TermLevel; least: number; length: number }
): Int32Array {
	const longer = new Int32Array(Math.max(0, places.length - 1)).fill(NONE);
	for (let at = 0; at < longer.length; at++) {
		const first = places[at] ?? NONE;
		const second = places[at + 1] ?? NONE;
		const gap = gaps[at + length] ?? null;
		if (first === NONE || second === NONE || gap === null) continue;
		if (level.said(first) < least || level.said(second) < least) continue;
		const number = next.joined(first, second, gap);
		if (next.unspacedLength(number) <= LONGEST_UNSPACED) longer[at] = number;
	}
	return longer;
}

/**
 * Words and phrases that at least `least` texts say, shorter ones first. A phrase is looked for only where its parts
 * are said so often, which bounds what has to be kept. Yields between steps.
 * @see Agrawal & Srikant (1994), VLDB 20:487-499, on why no phrase is missed
 */
export function* countTerms(
	texts: readonly NumberedText[],
	vocabulary: Vocabulary,
	least: number
): Generator<undefined, CountedTerm[]> {
	const found: CountedTerm[] = [];
	let level = createTermLevel(vocabulary);
	let places: Int32Array[] = texts.map(({ words }) => Int32Array.from(words, level.single));
	for (let length = 1; ; length++) {
		for (const [index, { side }] of texts.entries()) {
			for (const place of places[index] ?? []) if (place !== NONE) level.count(place, side, index);
			if (index % TEXTS_A_STEP === 0) yield;
		}
		for (const term of yield* oftenSaid(level, vocabulary, least)) found.push(term);
		if (length === MOST_WORDS) return found;
		const next = createTermLevel(vocabulary, level);
		const longer: Int32Array[] = [];
		for (const [index, text] of texts.entries()) {
			longer.push(longerPlaces(text, places[index] ?? new Int32Array(), { level, next, least, length }));
			if (index % TEXTS_A_STEP === 0) yield;
		}
		level = next;
		places = longer;
	}
}
