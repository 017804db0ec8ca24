import type { ImportPiece } from '#lib/intake/import-rows.ts';
import type { FieldError, ReadableRow } from '#lib/intake/source-row.ts';
import type { Tally } from './tally.ts';

/** A row as it is sent, on one line, or why it cannot be. */
export type RowRead = Readonly<{ json: string }> | Readonly<{ errors: readonly FieldError[] }>;

/** What sending a file's rows reads from and tells. */
export type Sending = Readonly<{
	pieces: AsyncIterable<ImportPiece>;
	read: (row: ReadableRow) => RowRead;
	tally: Tally;
	reject: (line: number, errors: readonly FieldError[]) => void;
	/** `bytes` of the file are behind, `rows` of it settled. */
	show: (rows: number, bytes: number) => void;
	interrupted: AbortSignal;
}>;
