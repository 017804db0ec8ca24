/** A stretch of a text; `isHit` where it is what was searched for. */
export type Piece = Readonly<{ text: string; isHit: boolean }>;

type Span = Readonly<{ start: number; end: number }>;

const lower = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ');

/** The text in lower case, and where in the text each unit of it came from: some letters change their length. */
function folded(text: string): { small: string; origin: number[] } {
	const origin: number[] = [];
	let small = '';
	let index = 0;
	for (const letter of text) {
		const one = lower(letter);
		origin.push(...Array.from({ length: one.length }, () => index));
		small += one;
		index += letter.length;
	}
	origin.push(index);
	return { small, origin };
}

/** Where any of the words stands, in order and without overlap. */
export function hitsIn(text: string, words: readonly string[]): Span[] {
	const { small, origin } = folded(text);
	const found = words.map(lower).flatMap((word) => {
		const spans: Span[] = [];
		if (word === '') return spans;
		for (let at = small.indexOf(word); at !== -1; at = small.indexOf(word, at + word.length))
			spans.push({ start: origin[at] ?? 0, end: origin[at + word.length] ?? text.length });
		return spans;
	});
	const merged: Span[] = [];
	for (const span of found.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
		const last = merged.at(-1);
		if (last && span.start <= last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, span.end) };
		else if (span.end > span.start) merged.push(span);
	}
	return merged;
}

/** The whole text in pieces, so that hits can be marked without any markup of its own. */
export function markedText(text: string, words: readonly string[]): Piece[] {
	const pieces: Piece[] = [];
	let from = 0;
	const push = (to: number, isHit: boolean) => {
		if (to > from) pieces.push({ text: text.slice(from, to), isHit });
		from = Math.max(from, to);
	};
	for (const { start, end } of hitsIn(text, words)) {
		push(start, false);
		push(end, true);
	}
	push(text.length, false);
	return pieces;
}

const LENGTH = 420;
/** What stands before the first hit when the beginning is left out. */
const BEFORE = 80;
/** A hit further in would lie below the lines that a list shows. */
const DEEPEST = 180;

/** A ruler of dashes or stars; three of them say the same. */
const RULERS = /([-=_*~#.—])\1{4,}/g;

const HALF_LETTERS = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;

/** A glance at a text: its beginning, or the surroundings of its first hit. */
export function excerpt(whole: string, words: readonly string[]): string {
	const text = whole.replace(RULERS, '$1$1$1');
	const [first] = text.length > DEEPEST ? hitsIn(text, words) : [];
	const start = first && first.start > DEEPEST ? first.start - BEFORE : 0;
	const part = text.slice(start, start + LENGTH).replace(HALF_LETTERS, '');
	return `${start > 0 ? '…' : ''}${part}${start + LENGTH < text.length ? '…' : ''}`;
}
