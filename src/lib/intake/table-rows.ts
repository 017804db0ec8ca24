import { isReadable, type Column, type SourceRow } from './source-row.ts';

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

export const filledCells = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;

/** A column without a name can still be mapped, by its number. */
const columnOf = (header: string, place: number): Column => ({
	name: header.trim() || `column ${place + 1}`,
	place,
	isMet: true
});

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** A table narrower than this has no rows that are obviously a footer. */
const NARROWEST_WITH_FOOTER = 3;

/** How many lone cells may wait for the end of the file; more are no footer. */
const MOST_FOOTER_ROWS = 20;

export type TableLayout = Readonly<{
	/** The line of the header; 0: there is none and every row is one of the table. */
	headerLine: number;
	/** Short rows are whole: their last cells are empty, as in a workbook. */
	isRagged: boolean;
}>;

/**
 * Rows of a table below its header, without blank ones. Rows with one cell alone are kept back: at the end of the file
 * they are its footer, before another row they are rows like any.
 */
export function createTableRows({ headerLine, isRagged }: TableLayout) {
	let columns: readonly Column[] = [];
	let blankRows = 0;
	let lone: SourceRow[] = [];

	/** Guessing which cell is missing would put values under the wrong names. */
	function shaped(row: SourceRow): SourceRow {
		if (!isReadable(row)) return row;
		const { line, cells } = row;
		const isWider = cells.length > columns.length && isBlank(cells.slice(columns.length));
		if (cells.length === columns.length || isWider || (isRagged && cells.length < columns.length)) return row;
		return {
			line,
			problem: `Has ${count(cells.length, 'cell')} where the header has ${columns.length}: is a quote or a separator missing?`
		};
	}

	function kept(row: SourceRow): SourceRow[] {
		if (row.line < headerLine) return [];
		if (isReadable(row)) {
			if (isBlank(row.cells)) {
				blankRows++;
				return [];
			}
			if (columns.length === 0) {
				columns = row.cells.map((cell, place) => columnOf(headerLine === 0 ? '' : cell, place));
				if (headerLine !== 0) return [];
			}
			const isLone = columns.length >= NARROWEST_WITH_FOOTER && filledCells(row.cells) === 1;
			if (isLone && lone.length < MOST_FOOTER_ROWS) {
				lone.push(row);
				return [];
			}
		}
		const released = [...lone, row];
		lone = [];
		return released.map(shaped);
	}

	return {
		take: (rows: readonly SourceRow[]): SourceRow[] => rows.flatMap(kept),
		columns: () => columns,
		blankRows: () => blankRows,
		/** Lone rows met last: the footer, once the file has ended. */
		footer: (): readonly SourceRow[] => lone
	};
}
