import { createJsonRows, objectIn } from './json-cells.ts';
import { LONGEST_ROW, type SourceRow, type TableReader } from './source-row.ts';

/** Rows of a file with one JSON object on each line. */
export function createNdjsonReader(expected: readonly string[]): TableReader {
	const json = createJsonRows(expected);
	let held = '';
	let line = 0;
	let blankRows = 0;

	function rowIn(text: string): SourceRow | null {
		line++;
		if (text.trim() === '') {
			blankRows++;
			return null;
		}
		const object = text.length > LONGEST_ROW ? null : objectIn(text);
		return object ? json.row(line, object) : { line, problem: 'Is not one JSON object.' };
	}

	function read(text: string): SourceRow[] {
		const lines = (held + text).split('\n');
		held = lines.pop() ?? '';
		// What is too long stays too long; its rest need not be kept.
		if (held.length > 2 * LONGEST_ROW) held = held.slice(0, LONGEST_ROW + 1);
		return lines.flatMap((one) => rowIn(one) ?? []);
	}

	return {
		read,
		end: () => (held === '' ? [] : read('\n')),
		columns: json.columns,
		blankRows: () => blankRows,
		footer: () => []
	};
}
