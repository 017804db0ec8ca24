import { createFeedbackRows, type FeedbackRead } from '#lib/intake/feedback-rows.ts';
import { createRowIds } from '#lib/intake/row-ids.ts';
import { isReadable, type ReadableRow, type SourceRow } from '#lib/intake/source-row.ts';
import { hash } from 'node:crypto';
import { z } from 'zod';
import { ServerError } from './failures.ts';
import { createBatches, type Batch, type Batches } from '#lib/sending/row-batches.ts';
import type { ImportRun } from './import-run.ts';
import { runInFlight } from '#lib/sending/in-flight.ts';
import { FieldErrors } from './problem-replies.ts';
import { readFileRows } from './survey-file.ts';
import type { UpshotClient } from './upshot-client.ts';

const IN_FLIGHT = 3;

const Receipt = z.object({
	accepted: z.number(),
	duplicates: z.number(),
	rejected: z.array(z.object({ index: z.number(), errors: FieldErrors }))
});

const ImportReceipt = z.object({ import: z.union([z.string(), z.number()]).transform(String) });

const sha256 = (text: string): string => hash('sha256', text, 'base64url');

/** From a row to feedback with an id; equal rows get different ones, so each import needs its own. */
export const createFeedbackReader = ({ plan, clock, now }: Pick<ImportRun, 'plan' | 'clock' | 'now'>) =>
	createFeedbackRows(
		{ mapping: plan.mapping, scale: plan.scale, dayOrder: plan.times.dayOrder, clock },
		createRowIds(sha256),
		now
	);

/** The row as it is sent, on one line; `null` when it was rejected. */
function acceptedJson(row: SourceRow, read: (row: ReadableRow) => FeedbackRead, { tally, rejections }: ImportRun) {
	tally.rows++;
	const result = isReadable(row) ? read(row) : { errors: [{ path: '', message: row.problem }] };
	if ('errors' in result) {
		rejections.add(row.line, result.errors);
		return null;
	}
	if (result.json.includes('\uFFFD')) tally.unreadable++;
	return `{"id":${JSON.stringify(result.id)},${result.json.slice(1)}`;
}

async function* feedbackBatches(run: ImportRun, batches: Batches): AsyncGenerator<Batch> {
	const { survey, tally, interrupted, progress, client } = run;
	const read = createFeedbackReader(run);
	let fileBytes = 0;
	for await (const { rows, bytes, blankRows } of readFileRows(survey, interrupted)) {
		fileBytes = bytes;
		tally.blank = blankRows;
		for (const row of rows) {
			const json = acceptedJson(row, read, run);
			const full = json === null ? null : batches.add(json, row.line, bytes);
			if (full) yield full;
			if (interrupted.aborted) return;
		}
		if (!client) progress.show(tally.rows, bytes);
	}
	const last = batches.take(fileBytes);
	if (!interrupted.aborted && last) yield last;
}

/** Names the import at the server, which then looks for its rows' ids beyond the last week; '' where it cannot. */
async function openImport(client: UpshotClient, { survey }: ImportRun): Promise<string> {
	const reply = await client.call({
		method: 'POST',
		path: 'imports',
		body: JSON.stringify({ name: survey.name.slice(0, 100) }),
		contentType: 'application/json',
		isPatient: true,
		accepts: [403, 404]
	});
	const receipt = ImportReceipt.safeParse(reply.body);
	return receipt.success ? receipt.data.import : '';
}

async function sendBatch(
	client: UpshotClient,
	{ body, lines }: Batch,
	importId: string,
	run: ImportRun
): Promise<void> {
	const reply = await client.call({
		method: 'POST',
		path: 'feedback',
		query: importId === '' ? {} : { import: importId },
		body,
		contentType: 'application/x-ndjson',
		isPatient: true
	});
	const receipt = Receipt.safeParse(reply.body);
	if (!receipt.success) throw new ServerError(`${client.address} does not answer like Upshot. Is the address right?`);
	run.tally.accepted += receipt.data.accepted;
	run.tally.duplicates += receipt.data.duplicates;
	for (const { index, errors } of receipt.data.rejected) run.rejections.add(lines[index] ?? 0, errors);
}

/** Sends every row of the file, or only counts them in a dry run. @throws ServerError when the server does not take them */
export async function sendFeedback(run: ImportRun): Promise<void> {
	const { client, tally, progress } = run;
	const batches = createBatches();
	let opening: Promise<string> | null = null;
	let settled = 0;
	let behind = 0;
	await runInFlight(feedbackBatches(run, batches), IN_FLIGHT, async (batch) => {
		if (client) await sendBatch(client, batch, await (opening ??= openImport(client, run)), run);
		else tally.accepted += batch.lines.length;
		batches.release(batch);
		if (!client) return;
		settled += batch.lines.length;
		behind = Math.max(behind, batch.fileBytes);
		progress.show(settled, behind);
	});
}
