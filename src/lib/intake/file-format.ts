import { createNdjsonReader } from './ndjson-rows.ts';
import { separatorOf } from './separator.ts';
import { createSeparatedTable } from './separated-table.ts';
import type { Layout } from './separated-rows.ts';
import type { TableReader } from './source-row.ts';
import type { WorkbookFormat } from './workbook-file.ts';

export type TextFormat =
	Readonly<{ kind: 'separated'; layout: Layout; headerLine: number }> | Readonly<{ kind: 'ndjson' }>;

export type FileFormat = TextFormat | WorkbookFormat;

export const isJsonLines = (name: string, text: string): boolean =>
	/\.(ndjson|jsonl)$/i.test(name) || text.trimStart().startsWith('{');

/** How a text table is cut, by its first characters; `asked` is the separator of an answer. */
export function layoutOf(text: string, asked: string | undefined): Layout {
	const newline = text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : '\n';
	return { separator: asked ?? separatorOf(text, newline), newline };
}

/** Rows of text in the format. `expected` are the keys that JSON rows may bring up at any time. */
export const createTableReader = (format: TextFormat, expected: readonly string[]): TableReader =>
	format.kind === 'ndjson' ? createNdjsonReader(expected) : createSeparatedTable(format.layout, format.headerLine);
