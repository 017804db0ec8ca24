import type { FieldError } from '#lib/intake/source-row.ts';
import { closeSync, openSync, writeSync } from 'node:fs';
import { UsageError } from './failures.ts';
import { errorLine } from './problem-replies.ts';

export type Rejection = Readonly<{ line: number; errors: readonly FieldError[] }>;

export type Rejections = Readonly<{
	add: (line: number, errors: readonly FieldError[]) => void;
	count: () => number;
	/** In the order of the file; at most `MOST_KEPT`. */
	kept: () => Rejection[];
	close: () => void;
}>;

/** What a report lists; the rest is counted, and written to a file where one is asked for. */
const MOST_KEPT = 1000;
const WRITE_CHARACTERS = 65_536;

/** Reasons of one row, on one line. */
export const reasonsOf = ({ errors }: Rejection): string => errors.map(errorLine).join(' ');

const csvLine = (rejection: Rejection): string => `${rejection.line},"${reasonsOf(rejection).replaceAll('"', '""')}"\n`;

function createFile(path: string) {
	const file = ((): number => {
		try {
			return openSync(path, 'w');
		} catch (cause) {
			throw new UsageError(`${path} cannot be written: ${cause instanceof Error ? cause.message : ''}`);
		}
	})();
	let pending = 'line,reasons\n';
	const flush = () => {
		writeSync(file, pending);
		pending = '';
	};
	return {
		write: (text: string) => {
			pending += text;
			if (pending.length > WRITE_CHARACTERS) flush();
		},
		close: () => {
			flush();
			closeSync(file);
		}
	};
}

/** Every rejected row with its reasons: the first ones kept, all of them written to `path` as CSV. */
export function createRejections(path: string | null): Rejections {
	const file = path === null ? null : createFile(path);
	const kept: Rejection[] = [];
	let count = 0;
	return {
		add: (line, errors) => {
			count++;
			const rejection = { line, errors };
			if (kept.length < MOST_KEPT) kept.push(rejection);
			file?.write(csvLine(rejection));
		},
		count: () => count,
		kept: () => kept.toSorted((a, b) => a.line - b.line),
		close: () => file?.close()
	};
}
