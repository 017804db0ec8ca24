import { createNdjsonReader } from './ndjson-rows.ts';
import { createSeparatedTable } from './separated-table.ts';
import type { Layout } from './separated-rows.ts';
import type { TableReader } from './source-row.ts';

export type FileFormat = Readonly<{ kind: 'separated'; layout: Layout }> | Readonly<{ kind: 'ndjson' }>;

const SEPARATORS = [',', '\t', ';'] as const;

const SEPARATOR_NAMES = new Map([
	[',', 'CSV'],
	['\t', 'TSV'],
	[';', 'CSV with semicolons']
]);

/** The first line without what stands in quotes. */
const bareHeader = (text: string, newline: string): string =>
	text
		.trimStart()
		.replaceAll(/"(?:[^"]|"")*"/g, '')
		.split(newline, 1)[0] ?? '';

/** The format by a file's name and its first characters. */
export function fileFormat(name: string, text: string): FileFormat {
	if (/\.(ndjson|jsonl)$/i.test(name) || text.trimStart().startsWith('{')) return { kind: 'ndjson' };
	const newline = text.includes('\n') ? '\n' : text.includes('\r') ? '\r' : '\n';
	if (/\.(tsv|tab)$/i.test(name)) return { kind: 'separated', layout: { separator: '\t', newline } };
	const header = bareHeader(text, newline);
	const counts = SEPARATORS.map((separator) => header.split(separator).length);
	const separator = SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
	return { kind: 'separated', layout: { separator, newline } };
}

export const formatName = (format: FileFormat): string =>
	format.kind === 'ndjson' ? 'NDJSON' : (SEPARATOR_NAMES.get(format.layout.separator) ?? 'CSV');

/** `expected` are the keys that JSON rows may bring up at any time. */
export const createTableReader = (format: FileFormat, expected: readonly string[]): TableReader =>
	format.kind === 'ndjson' ? createNdjsonReader(expected) : createSeparatedTable(format.layout);
