import type { Side } from './count-terms.ts';
import type { Gap } from './said-words.ts';
import type { Vocabulary } from './vocabulary.ts';

type Phrase = Readonly<{ words: number[]; gaps: Gap[] }>;

/** Terms of one length by number, from 0 on, and how many texts say them. */
export type TermLevel = Readonly<{
	/** The number of a term of one word. */
	single: (word: number) => number;
	/** The number of the term that two overlapping terms of the level before make. */
	joined: (first: number, second: number, gap: Exclude<Gap, null>) => number;
	/** Counts a term once for each text, whose numbers have to come in order. */
	count: (number: number, side: Side, text: number) => void;
	size: () => number;
	said: (number: number) => number;
	sides: (number: number) => Record<Side, number>;
	phrase: (number: number) => Phrase;
	/** Letters of a term in which words stand without a space; 0 of any other. */
	unspacedLength: (number: number) => number;
}>;

const GAPS = ['', ' ', '-'] as const;

/** Two numbers and a gap fit into the 53 bits of a number as long as there are fewer terms. */
const MOST_TERMS = 2 ** 25;

/** Columns, not objects: there are a million terms where twenty thousand texts are looked at. */
export function createTermLevel(vocabulary: Vocabulary, shorter?: TermLevel): TermLevel {
	const numbers = new Map<number, number>();
	const keys: number[] = [];
	const before: number[] = [];
	const after: number[] = [];
	const seenIn: number[] = [];
	const lengths: number[] = [];

	function add(key: number, length: number): number {
		numbers.set(key, keys.length);
		before.push(0);
		after.push(0);
		seenIn.push(-1);
		lengths.push(length);
		return keys.push(key) - 1;
	}

	function phrase(number: number): Phrase {
		const key = keys[number] ?? 0;
		if (!shorter) return { words: [key], gaps: [] };
		const gap = GAPS[key % 3] ?? ' ';
		const second = Math.floor(key / 3) % MOST_TERMS;
		const { words, gaps } = shorter.phrase(Math.floor(key / 3 / MOST_TERMS));
		return { words: [...words, ...shorter.phrase(second).words.slice(-1)], gaps: [...gaps, gap] };
	}

	const lengthOf = ({ words, gaps }: Phrase): number =>
		gaps.includes('') ? words.reduce((sum, word) => sum + vocabulary.word(word).length, 0) : 0;

	return {
		single: (word) => numbers.get(word) ?? add(word, 0),
		joined: (first, second, gap) => {
			const key = (first * MOST_TERMS + second) * 3 + GAPS.indexOf(gap);
			const known = numbers.get(key);
			if (known !== undefined) return known;
			const number = add(key, 0);
			lengths[number] = lengthOf(phrase(number));
			return number;
		},
		count: (number, side, text) => {
			if (seenIn[number] === text) return;
			seenIn[number] = text;
			const counts = side === 'before' ? before : after;
			counts[number] = (counts[number] ?? 0) + 1;
		},
		size: () => keys.length,
		said: (number) => (before[number] ?? 0) + (after[number] ?? 0),
		sides: (number) => ({ before: before[number] ?? 0, after: after[number] ?? 0 }),
		phrase,
		unspacedLength: (number) => lengths[number] ?? 0
	};
}
