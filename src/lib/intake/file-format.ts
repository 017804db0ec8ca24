import type { JsonShape } from './json-rows.ts';
import { createNdjsonReader } from './ndjson-rows.ts';
import { separatorOf } from './separator.ts';
import { createSeparatedTable } from './separated-table.ts';
import type { Layout } from './separated-rows.ts';
import type { TableReader } from './source-row.ts';
import type { WorkbookFormat } from './workbook-file.ts';

export type TextFormat =
	| Readonly<{ kind: 'separated'; layout: Layout; headerLine: number }>
	| Readonly<{ kind: 'ndjson' }>
	| Readonly<{ kind: 'json'; shape: JsonShape }>;

export type FileFormat = TextFormat | WorkbookFormat;

export const isJsonLines = (name: string): boolean => /\.(ndjson|jsonl)$/i.test(name);

export const isJson = (name: string, text: string): boolean =>
	/^\s*(\{|\[\s*[{\]])/.test(text) || (/\.json$/i.test(name) && /^\s*\[/.test(text));

/** JSON with rows somewhere inside, or with one on each line. */
export async function jsonFormat(text: string): Promise<TextFormat> {
	const { jsonShape } = await import('./json-rows.ts');
	const shape = jsonShape(text);
	return shape ? { kind: 'json', shape } : { kind: 'ndjson' };
}

/** How a text table is cut, by its first characters; `asked` is the separator of an answer. */
export function layoutOf(text: string, asked: string | undefined): Layout {
	const newline = text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : '\n';
	return { separator: asked ?? separatorOf(text, newline), newline };
}

/** Rows of text in the format. `expected` are the keys that JSON rows may bring up at any time. */
export async function createTableReader(format: TextFormat, expected: readonly string[]): Promise<TableReader> {
	if (format.kind === 'separated') return createSeparatedTable(format.layout, format.headerLine);
	if (format.kind === 'ndjson') return createNdjsonReader(expected);
	const { createJsonReader } = await import('./json-rows.ts');
	return createJsonReader(format.shape, expected);
}
