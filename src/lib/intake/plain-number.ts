/**
 * A number of a customer without what tables of data add to it: `123.0`, where a column had gaps, is `123`, and an
 * exponent is written `E`; so one customer is the same in a workbook and in what was exported from it.
 */
export const plainNumber = (cell: string): string =>
	/^\d+\.0$/.test(cell) ? cell.slice(0, -2) : /^\d(\.\d+)?e\+\d+$/.test(cell) ? cell.toUpperCase() : cell;
