import { isReadable, type ReadableRow, type SourceRow } from './source-row.ts';
import { filledCells } from './table-rows.ts';
import { provenDayOrder, writtenTime } from './written-time.ts';

/** Headers stand in one of the first rows, below a title or a notice at most. */
const MOST_PREAMBLE_ROWS = 30;
const LOOKED_AT_ROWS = 200;

/** A header fills at least this share of the cells that the widest rows fill: titles and notices fill one or two. */
const HEADER_SHARE = 0.6;

const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell));

const isTime = (cell: string): boolean =>
	!isNumber(cell) && (writtenTime(cell.trim(), 'day-month') !== null || provenDayOrder(cell.trim()) !== null);

/** No one calls a column by a time, or half of the columns by numbers. */
function isRowOfValues({ cells }: ReadableRow): boolean {
	return cells.some(isTime) || cells.filter(isNumber).length * 2 > filledCells(cells);
}

/** The line of the header among a file's first rows; 0 when the table begins with its first row of values, `null` without rows. */
export function headerLine(rows: readonly SourceRow[]): number | null {
	const readable = rows.slice(0, LOOKED_AT_ROWS).filter(isReadable);
	const filled = readable.map(({ cells }) => filledCells(cells));
	// Not the widest: one row with a lost quote would move the header.
	const widest = filled.toSorted((a, b) => a - b)[Math.floor(0.9 * (filled.length - 1))] ?? 0;
	if (widest === 0) return null;
	const needed = Math.max(1, Math.ceil(widest * HEADER_SHARE));
	const place = filled.findIndex((one, index) => one >= needed && index <= MOST_PREAMBLE_ROWS);
	const row = readable[place];
	if (!row) return null;
	return isRowOfValues(row) ? 0 : row.line;
}
