import { printable } from './printable.ts';
import type { Survey } from '#lib/intake/survey-file.ts';

const SEPARATOR_NAMES = new Map([
	[',', 'CSV'],
	['\t', 'TSV'],
	[';', 'CSV with semicolons'],
	['|', 'CSV with bars']
]);

function formatText(format: Survey['format']): string {
	if (format.kind === 'xlsx')
		return format.workbook.sheets.length > 1 ? `XLSX, sheet ${printable(format.sheet.name, 60)}` : 'XLSX';
	if (format.kind === 'json')
		return `JSON${format.shape.path.length > 0 ? `, rows under ${printable(format.shape.path.join('.'), 60)}` : ''}`;
	return format.kind === 'ndjson' ? 'NDJSON' : (SEPARATOR_NAMES.get(format.layout.separator) ?? 'CSV');
}

/** What kind of file it is, and what was found out about it that may surprise. */
export function surveyText({ format, encoding, isEncodingGuessed, footer }: Survey): string {
	const parts = [formatText(format)];
	if (encoding !== 'utf-8') parts.push(isEncodingGuessed ? `${encoding} by its bytes` : encoding);
	if ('headerLine' in format && format.headerLine > 1) parts.push(`header in line ${format.headerLine}`);
	if ('headerLine' in format && format.headerLine === 0) parts.push('no header');
	if (footer.length > 0) parts.push('a footer');
	return parts.join(', ');
}
