import { LONGEST_ROW, type RowReader, type SourceRow } from './source-row.ts';

export type Layout = Readonly<{ separator: string; newline: '\n' | '\r' }>;

const QUOTE = 34;
const CARRIAGE_RETURN = 13;

/** One record and where the next begins, or why it is given up; `lines` is how many lines it takes. */
type ScannedRecord = Readonly<{ cells: string[]; next: number; lines: number }> | Readonly<{ problem: string }>;

const UNCLOSED = 'A quote opens here and is not closed properly.';
const TOO_LONG = `Longer than ${LONGEST_ROW.toLocaleString('en')} characters: is a quote never closed?`;

/**
 * The place of `needle` at or after a place that only moves forward, `Infinity` where there is none.
 * It remembers: a file without separators must not be searched to its end once a row.
 */
function createFinder(text: string, needle: string) {
	let place = -1;
	return (from: number): number => {
		if (place >= from) return place;
		const found = text.indexOf(needle, from);
		return (place = found === -1 ? Infinity : found);
	};
}

function closingQuote(text: string, open: number): number {
	let quote = text.indexOf('"', open + 1);
	while (quote !== -1 && text.charCodeAt(quote + 1) === QUOTE) quote = text.indexOf('"', quote + 2);
	return quote;
}

function countOf(text: string, needle: string): number {
	let count = 0;
	for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) count++;
	return count;
}

/** Reads records out of one piece of text, from front to back; `null` where the record goes on beyond it. */
function createRecordScanner(text: string, { separator, newline }: Layout, isLast: boolean) {
	const nextSeparator = createFinder(text, separator);
	const nextNewline = createFinder(text, newline);

	/** What follows a closing quote: where the cell's content, and where its row's line, ends; `null`: neither. */
	function cellEnd(after: number): number | null {
		if (after >= text.length) return text.length;
		const isReturn = newline === '\n' && text.charCodeAt(after) === CARRIAGE_RETURN;
		const end = isReturn ? after + 1 : after;
		if (end >= text.length || text.startsWith(newline, end)) return end;
		return text.startsWith(separator, after) ? after : null;
	}

	function plainCell(at: number): { cell: string; end: number } | null {
		const newlineAt = nextNewline(at);
		if (newlineAt === Infinity && !isLast) return null;
		const end = Math.min(nextSeparator(at), newlineAt, text.length);
		const atLineEnd = end === newlineAt || end === text.length;
		const isReturn = atLineEnd && newline === '\n' && end > at && text.charCodeAt(end - 1) === CARRIAGE_RETURN;
		return { cell: text.slice(at, isReturn ? end - 1 : end), end };
	}

	/** A quote that closes before anything but a cell's end is text, unless it has swallowed lines by then. */
	function quotedCell(at: number): { cell: string; end: number } | { problem: string } | null {
		const close = closingQuote(text, at);
		// Up to two characters after the quote decide what it is.
		if (close === -1 || (!isLast && close + 2 >= text.length)) return isLast ? { problem: UNCLOSED } : null;
		const end = cellEnd(close + 1);
		const content = text.slice(at + 1, close);
		if (end === null) return content.includes(newline) ? { problem: UNCLOSED } : plainCell(at);
		return { cell: content.includes('"') ? content.replaceAll('""', '"') : content, end };
	}

	return (start: number): ScannedRecord | null => {
		const cells: string[] = [];
		let lines = 1;
		for (let at = start; ;) {
			const read = text.charCodeAt(at) === QUOTE ? quotedCell(at) : plainCell(at);
			if (read === null || 'problem' in read) return read;
			cells.push(read.cell);
			if (text.charCodeAt(at) === QUOTE) lines += countOf(read.cell, newline);
			if (!text.startsWith(separator, read.end)) return { cells, next: read.end + 1, lines };
			at = read.end + 1;
		}
	};
}

/**
 * Rows of CSV and TSV, every line from the first one on. A row with a lost quote costs that row alone:
 * reading goes on with the next line, where a common parser swallows rows up to the next quote.
 */
export function createSeparatedReader(layout: Layout): RowReader {
	let held = '';
	let line = 1;
	let isSkipping = false;

	function skipLine(text: string, from: number): number {
		const newlineAt = text.indexOf(layout.newline, from);
		isSkipping = newlineAt === -1;
		if (isSkipping) return text.length;
		line++;
		return newlineAt + 1;
	}

	function consume(chunk: string, isLast: boolean): SourceRow[] {
		const text = held + chunk;
		const rows: SourceRow[] = [];
		let start = isSkipping ? skipLine(text, 0) : 0;
		let scan = createRecordScanner(text, layout, isLast);
		while (start < text.length) {
			const record = scan(start) ?? (text.length - start > LONGEST_ROW ? { problem: TOO_LONG } : null);
			if (record === null) break;
			if ('problem' in record) {
				rows.push({ line, problem: record.problem });
				start = skipLine(text, start);
				// The old one's finders stand beyond the line that is read next.
				scan = createRecordScanner(text, layout, isLast);
			} else {
				rows.push({ line, cells: record.cells });
				line += record.lines;
				start = record.next;
			}
		}
		held = text.slice(start);
		return rows;
	}

	return { read: (text) => consume(text, false), end: () => consume('', true) };
}
