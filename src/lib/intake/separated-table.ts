import { createSeparatedReader, type Layout } from './separated-rows.ts';
import { isReadable, type Column, type SourceRow, type TableReader } from './source-row.ts';

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** A column without a name can still be mapped, by its number. */
const columnOf = (header: string, place: number): Column => ({
	name: header.trim() || `column ${place + 1}`,
	place,
	isMet: true
});

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** Rows of CSV or TSV below its header: the first row that is not blank. */
export function createSeparatedTable(layout: Layout): TableReader {
	const rows = createSeparatedReader(layout);
	let columns: readonly Column[] = [];
	let blankRows = 0;

	/** Guessing which cell is missing would put values under the wrong names. */
	function checked(row: SourceRow): SourceRow | null {
		if (!isReadable(row)) return row;
		const { line, cells } = row;
		if (isBlank(cells)) {
			blankRows++;
			return null;
		}
		if (columns.length === 0) {
			columns = cells.map(columnOf);
			return null;
		}
		if (cells.length === columns.length || (isBlank(cells.slice(columns.length)) && cells.length > columns.length))
			return row;
		return {
			line,
			problem: `Has ${count(cells.length, 'cell')} where the header has ${columns.length}: is a quote or a separator missing?`
		};
	}

	const kept = (read: readonly SourceRow[]): SourceRow[] => read.flatMap((row) => checked(row) ?? []);
	return {
		read: (text) => kept(rows.read(text)),
		end: () => kept(rows.end()),
		columns: () => columns,
		blankRows: () => blankRows
	};
}
