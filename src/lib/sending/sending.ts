import type { FieldError, SourceRow } from '#lib/intake/source-row.ts';
import type { Tally } from './tally.ts';

/** Some rows of a file, and how far it is read behind them. */
export type RowPiece = Readonly<{ rows: readonly SourceRow[]; bytes: number; blankRows: number }>;

/** What sending a file's rows reads from and tells. */
export type Sending = Readonly<{
	pieces: AsyncIterable<RowPiece>;
	tally: Tally;
	reject: (line: number, errors: readonly FieldError[]) => void;
	/** `bytes` of the file are behind, `rows` of it settled. */
	show: (rows: number, bytes: number) => void;
	interrupted: AbortSignal;
}>;
