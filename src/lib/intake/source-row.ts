/** One row of a file: its cells, or why it has none. `line` is where it starts, counted from 1. */
export type SourceRow =
	| Readonly<{
			line: number;
			cells: readonly string[];
			/** What a JSON row carries under `attributes`, unchecked. */
			attributes?: Readonly<Record<string, unknown>>;
	  }>
	| Readonly<{ line: number; problem: string }>;

export type ReadableRow = Extract<SourceRow, { cells: readonly string[] }>;

export const isReadable = (row: SourceRow): row is ReadableRow => 'cells' in row;

/** Takes a file's text in chunks cut anywhere; `end` gives what a last line without a line break held. */
export type RowReader = Readonly<{ read: (text: string) => SourceRow[]; end: () => SourceRow[] }>;

/** `place` is the column's index among the cells; a JSON key that was expected but not met yet is not `isMet`. */
export type Column = Readonly<{ name: string; place: number; isMet: boolean }>;

/** A `RowReader` that knows its columns, and leaves out the header and blank rows. */
export type TableReader = RowReader &
	Readonly<{
		/** Empty until the first rows were read. */
		columns: () => readonly Column[];
		blankRows: () => number;
		/** Rows that end the file below its table; only at the end are they sure to be that. */
		footer: () => readonly SourceRow[];
	}>;

/** Longer rows are given up: most likely a quote was opened and never closed. UTF-16 units. */
export const LONGEST_ROW = 1_000_000;

/** One reason why a row is not accepted; `path` names the field. */
export type FieldError = Readonly<{ path: string; message: string }>;

/** A cell's value as it may stand in a message: short, on one line, without control characters. */
export function quotedCell(value: string, most = 40): string {
	// eslint-disable-next-line no-control-regex -- they must not reach a terminal
	const line = value.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
	return `“${line.length > most ? `${line.slice(0, most - 1)}…` : line}”`;
}
