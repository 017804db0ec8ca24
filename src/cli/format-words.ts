import type { Survey } from '#lib/intake/survey-file.ts';

const SEPARATOR_NAMES = new Map([
	[',', 'CSV'],
	['\t', 'TSV'],
	[';', 'CSV with semicolons'],
	['|', 'CSV with bars']
]);

/** What kind of file it is, and what was found out about it that may surprise. */
export function surveyText({ format, encoding, isEncodingGuessed, footer }: Survey): string {
	const parts = [format.kind === 'ndjson' ? 'NDJSON' : (SEPARATOR_NAMES.get(format.layout.separator) ?? 'CSV')];
	if (encoding !== 'utf-8') parts.push(isEncodingGuessed ? `${encoding} by its bytes` : encoding);
	if (format.kind === 'separated' && format.headerLine > 1) parts.push(`header in line ${format.headerLine}`);
	if (format.kind === 'separated' && format.headerLine === 0) parts.push('no header');
	if (footer.length > 0) parts.push('a footer');
	return parts.join(', ');
}
