import { createReleaseRows, type ReleaseRead, type ReleaseToSend } from '#lib/intake/release-rows.ts';
import { isReadable, type ReadableRow } from '#lib/intake/source-row.ts';
import { ServerError } from './failures.ts';
import type { ImportRun } from './import-run.ts';
import { runInFlight } from '#lib/sending/in-flight.ts';
import { FieldErrors } from './problem-replies.ts';
import { readFileRows } from './survey-file.ts';
import type { Reply, UpshotClient } from './upshot-client.ts';
import { z } from 'zod';

const IN_FLIGHT = 3;

type LocatedRelease = Readonly<{ line: number; release: ReleaseToSend; fileBytes: number }>;

const Refusal = z.object({ detail: z.string().optional(), errors: FieldErrors.default([]) });

export const createReleaseReader = ({ plan, clock }: Pick<ImportRun, 'plan' | 'clock'>) =>
	createReleaseRows(plan.mapping, { dayOrder: plan.times.dayOrder, clock });

async function* releasesOf(run: ImportRun): AsyncGenerator<LocatedRelease> {
	const { survey, tally, rejections, interrupted } = run;
	const read: (row: ReadableRow) => ReleaseRead = createReleaseReader(run);
	let behind = 0;
	for await (const { rows, bytes, blankRows } of readFileRows(survey, interrupted)) {
		tally.blank = blankRows;
		for (const [place, row] of rows.entries()) {
			if (interrupted.aborted) return;
			tally.rows++;
			const result = isReadable(row) ? read(row) : { errors: [{ path: '', message: row.problem }] };
			if ('errors' in result) rejections.add(row.line, result.errors);
			else
				yield { line: row.line, release: result.release, fileBytes: behind + ((bytes - behind) * place) / rows.length };
		}
		behind = bytes;
	}
}

export const postRelease = (
	client: UpshotClient,
	release: ReleaseToSend,
	accepts: readonly number[] = []
): Promise<Reply> =>
	client.call({
		method: 'POST',
		path: 'releases',
		body: JSON.stringify(release),
		contentType: 'application/json',
		isPatient: true,
		accepts
	});

/** A release that breaks a rule is a rejected row; any other refusal ends the import. */
async function sendRelease(client: UpshotClient, { line, release }: LocatedRelease, { tally, rejections }: ImportRun) {
	const reply = await postRelease(client, release, [422]);
	if (reply.status !== 422) {
		tally[reply.status === 201 ? 'accepted' : 'updated']++;
		return;
	}
	const refusal = Refusal.safeParse(reply.body);
	if (!refusal.success) throw new ServerError(`${client.address} does not answer like Upshot. Is the address right?`);
	const { errors, detail = 'Was refused.' } = refusal.data;
	rejections.add(line, errors.length > 0 ? errors : [{ path: '', message: detail }]);
}

/** Sends every release of the file, or only counts them in a dry run. */
export async function sendReleases(run: ImportRun): Promise<void> {
	const { client, tally, progress } = run;
	await runInFlight(releasesOf(run), IN_FLIGHT, async (located) => {
		if (client) await sendRelease(client, located, run);
		else tally.accepted++;
		progress.show(tally.accepted + tally.updated, located.fileBytes);
	});
}
