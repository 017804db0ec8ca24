import type { Bindings } from './bindings.ts';

/** What lower-casing İ leaves beside its i. */
const COMBINING_DOT = '\u0307';

const isCaseless = (letter: string): boolean =>
	letter !== COMBINING_DOT && letter.toLowerCase() === letter && letter.toUpperCase() === letter;

/** Whether ignoring the case of ASCII letters alone ignores all case: so it is for English and for Chinese. */
const isPlain = (part: string): boolean => [...part].every((letter) => letter <= '\x7f' || isCaseless(letter));

/**
 * True where `text` contains `part` in any case. Lower-casing every text costs three times as much as looking for
 * bytes, so it is done only for parts with letters beyond ASCII that have two cases. For all others a Kelvin sign is
 * no k.
 */
export function containsSql(text: string, part: string, { bind }: Bindings): string {
	if (isPlain(part)) return `positionCaseInsensitive(${text}, ${bind('String', part)}) > 0`;
	// positionCaseInsensitiveUTF8 folds letter by letter and misses a final sigma.
	return `position(lowerUTF8(${text}), lowerUTF8(${bind('String', part)})) > 0`;
}
