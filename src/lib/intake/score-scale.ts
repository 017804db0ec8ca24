import { isScale, type Scale } from '#lib/domain/scale.ts';
import { headerWords } from './fields.ts';
import { wordScore } from './score-words.ts';

const SCALE_BY_WORD = new Map<string, Scale>(
	Object.entries({
		rating: 'stars',
		ratings: 'stars',
		star: 'stars',
		stars: 'stars',
		评级: 'stars',
		评分: 'stars',
		星级: 'stars',
		星数: 'stars',
		nps: 'nps',
		csat: 'csat',
		satisfaction: 'csat',
		满意度: 'csat',
		ces: 'ces',
		effort: 'ces',
		thumb: 'thumbs',
		thumbs: 'thumbs'
	} as const)
);

/** The scale that a score column's name speaks of, whatever its values say; `null` when it speaks of none. */
export function scaleNamed(columnName: string): Scale | null {
	for (const word of headerWords(columnName)) {
		const scale = SCALE_BY_WORD.get(word);
		if (scale) return scale;
	}
	return null;
}

const OUT_OF = /^(-?\d+(?:\.\d+)?)\s*(?:\/\s*\d+|out of \d+.*|stars?|星|颗星|分)$/i;
/** A decimal comma; three digits after it would be thousands. */
const WITH_COMMA = /^(-?\d{1,3}),(\d{1,2})$/;
const DRAWN = /^(★{0,5})☆{0,5}$/;

/** The number in `4 stars`, `4/5`, `4.0 out of 5 stars` and `★★★★☆`. */
function dressedNumber(cell: string): number {
	if (DRAWN.test(cell)) return cell.replaceAll('☆', '').length;
	return Number(OUT_OF.exec(cell)?.[1] ?? NaN);
}

/** The score in a cell, `4`, `4.0` and `4,0` alike; `null` when it is none. `scale` decides what words count as. */
export function writtenScore(cell: string, scale: Scale | null): number | null {
	const score = cell === '' ? NaN : Number(cell.replace(WITH_COMMA, '$1.$2'));
	if (Number.isFinite(score)) return score;
	const dressed = cell === '' ? NaN : dressedNumber(cell);
	return Number.isFinite(dressed) ? dressed : wordScore(cell, scale);
}

/** A scale's name in any letters; `null` when it is none. */
export function writtenScale(cell: string): Scale | null {
	const name = cell.trim().toLowerCase();
	return isScale(name) ? name : null;
}
