import { createTableReader } from './file-format.ts';
import { createTextReader } from './file-text.ts';
import { ALL_FIELDS } from './fields.ts';
import type { SourceRow } from './source-row.ts';
import type { Survey } from './survey-file.ts';

/** Some rows of a file, and how far it is read behind them; `footerRows` is known with the last piece. */
export type ImportPiece = Readonly<{
	rows: readonly SourceRow[];
	bytes: number;
	blankRows: number;
	footerRows: number;
}>;

/** Small enough for its strings to stay among V8's young objects, which cost nothing when they are dropped. */
const CHUNK_BYTES = 65_536;

/** All rows of the file, piece by piece; ends early when `signal` is aborted. */
export async function* readImportRows(
	{ file, encoding, format }: Survey,
	signal: AbortSignal
): AsyncGenerator<ImportPiece> {
	if (format.kind === 'xlsx') {
		// What unpacks workbooks is loaded for them alone.
		const { readWorkbookRows } = await import('./workbook-file.ts');
		yield* readWorkbookRows(file, format, signal);
		return;
	}
	const text = createTextReader(encoding);
	const table = await createTableReader(format, ALL_FIELDS);
	for (let bytes = 0; ;) {
		const chunk = await file.read(bytes, bytes + CHUNK_BYTES);
		if (signal.aborted) return;
		bytes += chunk.length;
		const isLast = chunk.length === 0;
		const rows = isLast ? [...table.read(text.end()), ...table.end()] : table.read(text.read(chunk));
		yield { rows, bytes, blankRows: table.blankRows(), footerRows: isLast ? table.footer().length : 0 };
		if (isLast) return;
	}
}
