import { z } from 'zod';

const NUL = 'Must not contain the character U+0000.';

/** A text that PostgreSQL can keep: it has no U+0000. */
export const storableText = () => z.string('Must be a text.').refine((text) => !text.includes('\0'), NUL);

/** Whether PostgreSQL can keep a value as JSON: no text in it has U+0000 or half a surrogate pair. */
export function isStorableJson(value: unknown): boolean {
	const escapes = JSON.stringify(value).replaceAll('\\\\', '');
	return !/\\u(0000|d[89a-f])/.test(escapes);
}
