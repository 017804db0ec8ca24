import { createSeparatedReader, type Layout } from './separated-rows.ts';
import type { TableReader } from './source-row.ts';
import { createTableRows } from './table-rows.ts';

/** Rows of CSV or TSV below the header in `headerLine`. */
export function createSeparatedTable(layout: Layout, headerLine: number): TableReader {
	const rows = createSeparatedReader(layout);
	const table = createTableRows({ headerLine, isRagged: false });
	return {
		read: (text) => table.take(rows.read(text)),
		end: () => table.take(rows.end()),
		columns: table.columns,
		blankRows: table.blankRows,
		footer: table.footer
	};
}
