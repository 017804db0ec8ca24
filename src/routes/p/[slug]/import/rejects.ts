import type { FieldError } from '#lib/intake/source-row.ts';

export type Reject = Readonly<{ line: number; errors: readonly FieldError[] }>;

/** Rejected rows: how many, the first of them, and all of them as a file. */
export type Rejected = Readonly<{ count: number; first: readonly Reject[]; csv: Blob }>;

const SHOWN = 20;
/** More are counted, but would fill the memory: such a file is read wrongly as a whole. */
const MOST_KEPT = 100_000;

/** Reasons of one row, on one line. */
export const reasonsOf = ({ errors }: Reject): string =>
	errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(' ');

const csvLine = (reject: Reject): string => `${reject.line},"${reasonsOf(reject).replaceAll('"', '""')}"\r\n`;

/** Collects them in whichever order they come. */
export function createRejects() {
	const kept: Reject[] = [];
	let count = 0;
	return {
		add: (line: number, errors: readonly FieldError[]) => {
			count++;
			if (kept.length < MOST_KEPT) kept.push({ line, errors });
		},
		count: () => count,
		rejected: (): Rejected => {
			const inOrder = kept.toSorted((a, b) => a.line - b.line);
			// The mark tells spreadsheets that it is UTF-8.
			const csv = new Blob(['\uFEFFline,reasons\r\n', ...inOrder.map(csvLine)], { type: 'text/csv' });
			return { count, first: inOrder.slice(0, SHOWN), csv };
		}
	};
}
