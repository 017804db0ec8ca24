import { isReadable } from '#lib/intake/source-row.ts';
import { runInFlight } from './in-flight.ts';
import type { PatientCaller } from './patient-caller.ts';
import { receiptOf, RowsReceipt } from './receipts.ts';
import { createBatches, type Batch, type Batches } from './row-batches.ts';
import type { Sending } from './sending.ts';

const IN_FLIGHT = 3;

export type RowsPost = (batch: Batch) => Promise<RowsReceipt>;

/** Rows of one import; equal ids count once, so a batch may arrive twice. `importId` '' names none. */
export const createRowsPost =
	(call: PatientCaller, table: 'feedback' | 'events', importId: () => Promise<string>): RowsPost =>
	async ({ body }) => {
		const id = await importId();
		const query: Record<string, string> = id === '' ? {} : { import: id };
		const contentType = 'application/x-ndjson';
		const reply = await call({ method: 'POST', path: table, query, body, contentType, isPatient: true });
		return receiptOf(reply, RowsReceipt);
	};

async function* batchesOf(sending: Sending, batches: Batches, isSent: boolean): AsyncGenerator<Batch> {
	const { pieces, read, tally, reject, show, interrupted } = sending;
	let fileBytes = 0;
	for await (const { rows, bytes, blankRows, footerRows } of pieces) {
		fileBytes = bytes;
		tally.blank = blankRows;
		tally.footer = footerRows;
		for (const row of rows) {
			tally.rows++;
			const result = isReadable(row) ? read(row) : { errors: [{ path: '', message: row.problem }] };
			if ('errors' in result) {
				reject(row.line, result.errors);
				continue;
			}
			if (result.json.includes('\uFFFD')) tally.unreadable++;
			const full = batches.add(result.json, row.line, bytes);
			if (full) yield full;
			if (interrupted.aborted) return;
		}
		if (!isSent) show(tally.rows, bytes);
	}
	const last = batches.take(fileBytes);
	if (!interrupted.aborted && last) yield last;
}

/** Sends every row, or only counts them where there is no `post`. @throws Refused, GivenUp when the server does not take them */
export async function sendRows(sending: Sending, post: RowsPost | null, mostRows?: number): Promise<void> {
	const { tally, reject, show } = sending;
	const batches = createBatches(mostRows);
	let settled = 0;
	let behind = 0;
	await runInFlight(batchesOf(sending, batches, post !== null), IN_FLIGHT, async (batch) => {
		const { lines } = batch;
		if (!post) {
			tally.accepted += lines.length;
			batches.release(batch);
			return;
		}
		const { accepted, duplicates, rejected } = await post(batch);
		tally.accepted += accepted;
		tally.duplicates += duplicates;
		for (const { index, errors } of rejected) reject(lines[index] ?? 0, errors);
		batches.release(batch);
		settled += lines.length;
		behind = Math.max(behind, batch.fileBytes);
		show(settled, behind);
	});
}
