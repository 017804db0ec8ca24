import type { Answer, QuestionInput } from '#lib/domain/question.ts';

/** Text that a spreadsheet would take for a formula begins with an apostrophe instead. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	const safe = FORMULA.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** How a bucket's number is written for people; raw without. */
export type CellText = (value: number, n: number) => string;

/** One row a group and bucket, with n and interval; lines end as RFC 4180 says. */
export function answerCsv({ result }: Answer, format?: CellText): string {
	const number = (value: number | null, n: number) => (value !== null && format ? format(value, n) : value);
	const rows = result.series.flatMap(({ group, other, buckets }) =>
		buckets.map(({ start, n, value, low, high }) => [
			...[start, other ? 'other' : group, n],
			...[number(value, n), number(low, n), number(high, n)]
		])
	);
	return (
		[['start', 'group', 'n', 'value', 'low', 'high'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n') +
		'\r\n'
	);
}

export const answerJson = (question: QuestionInput, { watermark, result }: Answer): string =>
	`${JSON.stringify({ question, watermark, result }, null, '\t')}\n`;

/** `inbox-stars.csv` of any title. */
export const fileName = (title: string, extension: string): string =>
	`${
		title
			.replaceAll(/[^\p{L}\p{N}]+/gu, '-')
			.replaceAll(/^-|-$/g, '')
			.slice(0, 80) || 'panel'
	}.${extension}`;

/** Hands a file to the browser's downloads. */
export function download(name: string, blob: Blob): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	// Not at once: the browser is still reading it.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
