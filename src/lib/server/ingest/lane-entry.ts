import type { EncodedRows } from '#lib/server/store/insert-rows.ts';
import type { LaneRow, Submission } from './create-lane.ts';

/**
 * What a lane keeps of a request while it waits: its rows as bytes. Rows as objects would outlive the collector's
 * young generation there, which costs more than to parse them.
 */
export type LaneEntry = Readonly<{
	product: number;
	window: 'recent' | 'ever';
	/** One per row; '' where the sender gave none. */
	ids: readonly string[];
	encoded: EncodedRows;
	/** Of the whole request's rows. */
	range: Readonly<{ fromMs: number; toMs: number }>;
	/** Length of the body they came in. */
	bytes: number;
}>;

/** An entry for at least one row. */
export function laneEntry<Row extends LaneRow>(
	submission: Submission<Row>,
	encode: (submission: Submission<Row>) => EncodedRows
): LaneEntry {
	const { product, window, rows, bytes = 0 } = submission;
	let [fromMs, toMs] = [Infinity, -Infinity];
	for (const { atMs } of rows) {
		if (atMs < fromMs) fromMs = atMs;
		if (atMs >= toMs) toMs = atMs + 1;
	}
	const ids = rows.map(({ ownId, id }) => (ownId ? id : ''));
	return { product, window, ids, encoded: encode(submission), range: { fromMs, toMs }, bytes };
}

/** The bytes of the rows that `isFresh`, in as few pieces as their order allows. */
export function freshPieces({ encoded }: LaneEntry, isFresh: (index: number) => boolean): Buffer[] {
	const { bytes, ends } = encoded;
	const pieces: Buffer[] = [];
	let [start, end] = [0, 0];
	ends.forEach((rowEnd, index) => {
		if (!isFresh(index)) {
			if (end > start) pieces.push(bytes.subarray(start, end));
			start = rowEnd;
		}
		end = rowEnd;
	});
	if (end > start) pieces.push(bytes.subarray(start, end));
	return pieces;
}
