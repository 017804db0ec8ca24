import type { Scale } from '#lib/domain/scale.ts';

/** What a word is of five. */
const FIFTHS = new Map<string, number>(
	Object.entries({
		negative: 1,
		neg: 1,
		neutral: 3,
		neu: 3,
		mixed: 3,
		positive: 5,
		pos: 5,
		'very negative': 1,
		'very positive': 5,
		'very dissatisfied': 1,
		dissatisfied: 2,
		satisfied: 4,
		'very satisfied': 5,
		非常不满意: 1,
		不满意: 2,
		一般: 3,
		满意: 4,
		非常满意: 5,
		负面: 1,
		消极: 1,
		中性: 3,
		正面: 5,
		积极: 5,
		差评: 1,
		中评: 3,
		好评: 5
	})
);

const DOWN = ['false', 'no', 'n', 'down', 'thumbs down', 'dislike', 'unhelpful', '否', '踩', '👎'];
const UP = ['true', 'yes', 'y', 'up', 'thumbs up', 'like', 'helpful', '是', '赞', '👍'];

const THUMBS = new Map<string, number>([
	...DOWN.map((word) => [word, 0] as const),
	...UP.map((word) => [word, 1] as const)
]);

const asWord = (cell: string): string =>
	cell
		.trim()
		.toLowerCase()
		.replaceAll(/[\s_-]+/g, ' ');

/** Negative, neutral and positive are 1, 3 and 5 of five; true and false, yes and no, up and down are thumbs. */
export function wordScore(cell: string, scale: Scale | null): number | null {
	const word = asWord(cell);
	const fifth = FIFTHS.get(word);
	if (scale === 'csat' || scale === 'stars') return fifth ?? null;
	if (scale !== 'thumbs') return null;
	return THUMBS.get(word) ?? (fifth === undefined || fifth === 3 ? null : Number(fifth > 3));
}

export const isSentiment = (cell: string): boolean => FIFTHS.has(asWord(cell));

export const isThumbWord = (cell: string): boolean => THUMBS.has(asWord(cell));
