import type { SaidWord } from './said-words.ts';

/** Words by number, from 0 on. */
export type Vocabulary = Readonly<{
	numberOf: (word: SaidWord) => number;
	word: (number: number) => string;
	/** As most answers write it. */
	shown: (number: number) => string;
}>;

export function createVocabulary(): Vocabulary {
	const numbers = new Map<string, number>();
	const words: { word: string; n: number; curly: number }[] = [];
	return {
		numberOf: ({ word, isCurly }) => {
			const number = numbers.get(word) ?? words.push({ word, n: 0, curly: 0 }) - 1;
			numbers.set(word, number);
			const entry = words[number];
			if (entry) {
				entry.n++;
				if (isCurly) entry.curly++;
			}
			return number;
		},
		word: (number) => words[number]?.word ?? '',
		shown: (number) => {
			const { word, n, curly } = words[number] ?? { word: '', n: 0, curly: 0 };
			return curly * 2 > n ? word.replaceAll("'", '’') : word;
		}
	};
}
