import { writtenScore } from './score-scale.ts';
import { isSentiment, isThumbWord } from './score-words.ts';

/** What the cells of a score column have in common. */
export type ScoreRange = Readonly<{
	/** Cells with anything in them. */
	filled: number;
	numbers: number;
	sentiments: number;
	thumbWords: number;
	low: number;
	high: number;
	/** How many numbers are no whole ones, and the first of them. */
	fractions: number;
	fraction: string;
	/** How often each whole number from −1 to 11 was met; the ends stand for all beyond them. */
	counts: readonly number[];
}>;

const LOWEST = -1;
const HIGHEST = 11;

/** Collects a column's range cell by cell. */
export function createScoreRange() {
	const range = { filled: 0, numbers: 0, sentiments: 0, thumbWords: 0, low: Infinity, high: -Infinity, fractions: 0 };
	const counts = new Array<number>(HIGHEST - LOWEST + 1).fill(0);
	let fraction = '';
	return {
		add: (cell: string) => {
			if (cell === '') return;
			range.filled++;
			const score = writtenScore(cell, null);
			if (score === null) {
				if (isSentiment(cell)) range.sentiments++;
				else if (isThumbWord(cell)) range.thumbWords++;
				return;
			}
			range.numbers++;
			range.low = Math.min(range.low, score);
			range.high = Math.max(range.high, score);
			const place = Math.min(HIGHEST, Math.max(LOWEST, Math.floor(score))) - LOWEST;
			counts[place] = (counts[place] ?? 0) + 1;
			if (Number.isInteger(score)) return;
			range.fractions++;
			if (fraction === '') fraction = cell;
		},
		range: (): ScoreRange => ({ ...range, fraction, counts })
	};
}

/** How many numbers lie outside `[min, max]`, ends that are whole. */
export const outside = ({ counts }: ScoreRange, min: number, max: number): number =>
	counts.reduce((sum, count, place) => (place + LOWEST < min || place + LOWEST > max ? sum + count : sum), 0);
