import { createTableReader, fileFormat, type FileFormat } from '#lib/intake/file-format.ts';
import { createTextReader, encodingOf, isTextIn, unreadableKind } from '#lib/intake/file-text.ts';
import { isReadable, type Column, type ReadableRow, type SourceRow } from '#lib/intake/source-row.ts';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from './failures.ts';

/** A file and what its beginning tells. */
export type Survey = Readonly<{
	path: string;
	name: string;
	bytes: number;
	encoding: string;
	format: FileFormat;
	/** JSON keys that may come later than the beginning. */
	expected: readonly string[];
	columns: readonly Column[];
	sample: readonly ReadableRow[];
	/** Whether the sample is the file. */
	isWhole: boolean;
}>;

const SAMPLE_BYTES = 1_048_576;
/** Small enough for its strings to stay among V8's young objects, which cost nothing when they are dropped. */
const CHUNK_BYTES = 65_536;

async function firstBytes(path: string): Promise<{ bytes: number; start: Buffer }> {
	const file = await stat(path).catch(() => null);
	if (!file) throw new UsageError(`There is no file ${path}.`);
	if (!file.isFile()) throw new UsageError(`${path} is not a file.`);
	if (file.size === 0) throw new UsageError(`${path} is empty.`);
	const handle = await open(path).catch((cause: unknown) => {
		throw new UsageError(`${path} cannot be read: ${cause instanceof Error ? cause.message : ''}`);
	});
	try {
		const { bytesRead, buffer } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
		return { bytes: file.size, start: buffer.subarray(0, bytesRead) };
	} finally {
		await handle.close();
	}
}

function checkedEncoding(path: string, start: Buffer, asked: string | null): string {
	const unreadable = unreadableKind(start);
	if (unreadable !== null) throw new UsageError(`${path} cannot be imported. ${unreadable}`);
	const encoding = asked ?? encodingOf(start);
	if (!isTextIn(encoding, start))
		throw new UsageError(`${path} is not ${encoding} text. Name its encoding: --encoding gb18030, windows-1252, …`);
	return encoding;
}

/** Format, columns and first rows of a file, from its first megabyte. */
export async function surveyFile(
	path: string,
	expected: readonly string[],
	askedEncoding: string | null
): Promise<Survey> {
	const { bytes, start } = await firstBytes(path);
	const encoding = checkedEncoding(path, start, askedEncoding);
	const text = createTextReader(encoding).read(start);
	const format = fileFormat(path, text);
	const isWhole = start.length >= bytes;
	const table = createTableReader(format, expected);
	const rows: SourceRow[] = [...table.read(text), ...(isWhole ? table.end() : [])];
	const columns = table.columns();
	if (!columns.some(({ isMet }) => isMet)) throw new UsageError(`${path} holds no table: ${headless(format, rows)}`);
	return {
		path,
		name: basename(path),
		bytes,
		encoding,
		format,
		expected,
		columns,
		sample: rows.filter(isReadable),
		isWhole
	};
}

function headless(format: FileFormat, [first]: readonly SourceRow[]): string {
	if (first && !isReadable(first)) return `line ${first.line}: ${first.problem}`;
	return format.kind === 'ndjson' ? 'no line is a JSON object.' : 'no header was found.';
}

/** All rows of the file with the bytes read so far, piece by piece; ends early when `signal` is aborted. */
export async function* readFileRows(
	{ path, encoding, format, expected }: Survey,
	signal: AbortSignal
): AsyncGenerator<Readonly<{ rows: readonly SourceRow[]; bytes: number; blankRows: number }>> {
	const text = createTextReader(encoding);
	const table = createTableReader(format, expected);
	const handle = await open(path);
	// One buffer for all: garbage outside V8's heap is collected late.
	const buffer = Buffer.alloc(CHUNK_BYTES);
	try {
		for (let bytes = 0; ;) {
			const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, null);
			if (signal.aborted) return;
			bytes += bytesRead;
			const rows =
				bytesRead > 0
					? table.read(text.read(buffer.subarray(0, bytesRead)))
					: [...table.read(text.end()), ...table.end()];
			yield { rows, bytes, blankRows: table.blankRows() };
			if (bytesRead === 0) return;
		}
	} finally {
		await handle.close();
	}
}
