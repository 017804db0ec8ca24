import type { FieldError } from '#lib/intake/source-row.ts';
import * as m from '#lib/paraglide/messages.js';
import { fieldWord } from './import-words.ts';

type Words = (parts: readonly string[]) => string;

/** What intake and the server say about rows, in English, and how the page says it. */
const REASONS: readonly (readonly [RegExp, Words])[] = [
	[/^(?:Is empty|Must not be empty.*)\.$/, () => m.import_reason_empty()],
	[/^(“.*”) is no time that can be read\.$/s, ([value = '']) => m.import_reason_time({ value })],
	[/^(“.*”) is not a number\.$/s, ([value = '']) => m.import_reason_number({ value })],
	[/^(“.*”) is no scale\.$/s, ([value = '']) => m.import_reason_scale({ value })],
	[
		/^Must be (\d+) to (\d+) on the (\w+) scale\.$/,
		([low = '', high = '', scale = '']) => m.import_reason_range({ low, high, scale })
	],
	[/^Must be a whole number\.$/, () => m.import_reason_whole()],
	[/^A score or a text is needed\.$/, () => m.import_reason_content()],
	[/^A score needs its scale\.$/, () => m.import_reason_needs_scale()],
	[/^At most ([\d,]+) characters\.$/, ([most = '']) => m.import_reason_long({ most })],
	[/^Lies more than 24 hours ahead\./, () => m.import_reason_ahead()],
	[
		/^Has (\d+) cells? where the header has (\d+):/,
		([cells = '', columns = '']) => m.import_reason_cells({ cells, columns })
	],
	[/^Stands in line (\d+) already\.$/, ([line = '']) => m.import_reason_twice({ line })],
	[/^A quote opens here and is not closed properly\.$/, () => m.import_reason_quote()],
	[/^Is not one JSON object\.$/, () => m.import_reason_json()]
];

/** The reason in the page's language; as it came where nobody has put it into words yet. */
function reasonWord(message: string): string {
	for (const [pattern, words] of REASONS) {
		const found = pattern.exec(message);
		if (found) return words(found.slice(1));
	}
	return message;
}

/** Why a row is rejected, field by field. */
export const reasonWords = (errors: readonly FieldError[]): string =>
	errors
		.map(({ path, message }) =>
			path === '' ? reasonWord(message) : m.import_reason_of({ field: fieldWord(path), reason: reasonWord(message) })
		)
		.join(' ');
