import { SCALES, isScale, type Scale } from '#lib/domain/scale.ts';
import { asHeader } from './fields.ts';

const SCALE_BY_HEADER = new Map<string, Scale>([
	['rating', 'stars'],
	['stars', 'stars'],
	['nps', 'nps'],
	['csat', 'csat'],
	['ces', 'ces'],
	['thumbs', 'thumbs']
]);

/** More scores than this outside the scale say that it is another one; fewer are slips. */
const MOST_OUTSIDE_SHARE = 0.25;

/** The number in a cell, `4` and `4.0` alike; `null` when it is none. */
export function writtenScore(cell: string): number | null {
	const score = cell === '' ? NaN : Number(cell);
	return Number.isFinite(score) ? score : null;
}

function fits(scores: readonly number[], scale: Scale): boolean {
	const { min, max } = SCALES[scale];
	const outside = scores.filter((score) => score < min || score > max).length;
	return scores.length > 0 && outside <= scores.length * MOST_OUTSIDE_SHARE;
}

/** The scale that a score column's name suggests, where the scores met so far fit it; else `null`. */
export function suggestedScale(columnName: string, cells: Iterable<string>): Scale | null {
	const scale = SCALE_BY_HEADER.get(asHeader(columnName));
	if (scale === undefined) return null;
	const scores = [...cells].flatMap((cell) => writtenScore(cell.trim()) ?? []);
	return fits(scores, scale) ? scale : null;
}

/** A scale's name in any letters; `null` when it is none. */
export function writtenScale(cell: string): Scale | null {
	const name = cell.trim().toLowerCase();
	return isScale(name) ? name : null;
}
