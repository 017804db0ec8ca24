import { isReadable, type FieldError, type ReadableRow } from '#lib/intake/source-row.ts';
import { runInFlight } from './in-flight.ts';
import type { PatientCaller } from './patient-caller.ts';
import { receiptOf, RowsReceipt } from './receipts.ts';
import { createBatches, type Batch, type Batches } from './row-batches.ts';
import type { Sending } from './sending.ts';

const IN_FLIGHT = 3;

/** A row with its id, or why it cannot be sent; `json` is without the id. */
export type RowRead = Readonly<{ id: string; json: string }> | Readonly<{ errors: readonly FieldError[] }>;

export type RowsPlan = Readonly<{
	read: (row: ReadableRow) => RowRead;
	/** `null` only counts what could be sent. */
	post: ((batch: Batch) => Promise<RowsReceipt>) | null;
	/** Fewer than the usual in one request: then numbers move more often. */
	mostRows?: number;
}>;

/** Rows of one import; equal ids count once, so a batch may arrive twice. `importId` '' names none. */
export const createRowsPost =
	(call: PatientCaller, table: 'feedback' | 'events', importId: () => Promise<string>) =>
	async ({ body }: Batch): Promise<RowsReceipt> => {
		const id = await importId();
		const query = id === '' ? {} : { import: id };
		const contentType = 'application/x-ndjson';
		const reply = await call({ method: 'POST', path: table, query, body, contentType, isPatient: true });
		return receiptOf(reply, RowsReceipt);
	};

async function* batchesOf({ read, post }: RowsPlan, sending: Sending, batches: Batches): AsyncGenerator<Batch> {
	const { pieces, tally, reject, show, interrupted } = sending;
	let fileBytes = 0;
	for await (const { rows, bytes, blankRows } of pieces) {
		fileBytes = bytes;
		tally.blank = blankRows;
		for (const row of rows) {
			tally.rows++;
			const result = isReadable(row) ? read(row) : { errors: [{ path: '', message: row.problem }] };
			if ('errors' in result) {
				reject(row.line, result.errors);
				continue;
			}
			if (result.json.includes('\uFFFD')) tally.unreadable++;
			const full = batches.add(`{"id":${JSON.stringify(result.id)},${result.json.slice(1)}`, row.line, bytes);
			if (full) yield full;
			if (interrupted.aborted) return;
		}
		if (!post) show(tally.rows, bytes);
	}
	const last = batches.take(fileBytes);
	if (!interrupted.aborted && last) yield last;
}

/** Sends every row, or only counts them. @throws Refused, GivenUp when the server does not take them */
export async function sendRows(plan: RowsPlan, sending: Sending): Promise<void> {
	const { tally, reject, show } = sending;
	const { post } = plan;
	const batches = createBatches(plan.mostRows);
	let settled = 0;
	let behind = 0;
	await runInFlight(batchesOf(plan, sending, batches), IN_FLIGHT, async (batch) => {
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
