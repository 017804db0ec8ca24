import type { View } from './view.ts';

type Ends = Pick<View, 'from' | 'to'>;

const KEY = 'upshot:ranges';
const MOST = 4;

/** Whatever else may have been kept under this name is passed over; a whole library to parse two texts would be much. */
function endsIn(kept: unknown): Ends[] {
	if (!Array.isArray(kept)) return [];
	return kept.flatMap((one: unknown) => {
		if (typeof one !== 'object' || one === null || !('from' in one) || !('to' in one)) return [];
		return typeof one.from === 'string' && typeof one.to === 'string' ? [{ from: one.from, to: one.to }] : [];
	});
}

/** The ranges that this browser showed last, newest first; none where nothing may be kept. */
export function recentRanges(): Ends[] {
	try {
		return endsIn(JSON.parse(localStorage.getItem(KEY) ?? '[]')).slice(0, MOST);
	} catch {
		return [];
	}
}

/** Puts a range before the others. */
export function keepRange({ from, to }: Ends): void {
	const others = recentRanges().filter((one) => one.from !== from || one.to !== to);
	try {
		localStorage.setItem(KEY, JSON.stringify([{ from, to }, ...others].slice(0, MOST)));
	} catch {
		// A browser that keeps nothing has no recent ranges.
	}
}
