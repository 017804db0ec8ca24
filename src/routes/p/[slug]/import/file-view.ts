import type { FileFormat } from '#lib/intake/file-format.ts';
import type { Survey } from '#lib/intake/survey-file.ts';
import type { FileView } from './worker-messages.ts';

const SEPARATED = new Map([
	[',', 'CSV'],
	['\t', 'TSV']
]);

const OTHERS: Readonly<Record<string, string>> = { ndjson: 'NDJSON', json: 'JSON', xlsx: 'Excel' };

const formatName = (format: FileFormat): string =>
	format.kind === 'separated'
		? (SEPARATED.get(format.layout.separator) ?? `CSV (${format.layout.separator})`)
		: (OTHERS[format.kind] ?? format.kind);

/** How a file is read, as far as a person may want to change it; a workbook has sheets and knows its encoding. */
export const fileView = ({ format, encoding, isEncodingGuessed }: Survey): FileView => ({
	...{ format: formatName(format), encoding, isEncodingGuessed },
	sheets: format.kind === 'xlsx' ? format.workbook.sheets.map(({ name }) => name) : [],
	sheet: format.kind === 'xlsx' ? format.sheet.name : null
});
