import { isReadable } from '#lib/intake/source-row.ts';
import { runInFlight } from './in-flight.ts';
import type { PatientCaller, Reply } from './patient-caller.ts';
import { receiptOf, ReleaseRefusal } from './receipts.ts';
import type { Sending } from './sending.ts';

const IN_FLIGHT = 3;

type LocatedRelease = Readonly<{ line: number; json: string; fileBytes: number }>;

export type ReleasePost = (json: string) => Promise<Reply>;

/** One release; 422 is an answer, too. `importId` '' names no import. */
export const createReleasePost =
	(call: PatientCaller, importId: () => Promise<string>): ReleasePost =>
	async (json) => {
		const id = await importId();
		return call({
			method: 'POST',
			path: 'releases',
			query: id === '' ? {} : { import: id },
			body: json,
			contentType: 'application/json',
			isPatient: true,
			accepts: [422]
		});
	};

async function* releasesOf(sending: Sending): AsyncGenerator<LocatedRelease> {
	const { pieces, read, tally, reject, interrupted } = sending;
	let behind = 0;
	for await (const { rows, bytes, blankRows, footerRows } of pieces) {
		tally.blank = blankRows;
		tally.footer = footerRows;
		for (const [place, row] of rows.entries()) {
			if (interrupted.aborted) return;
			tally.rows++;
			const result = isReadable(row) ? read(row) : { errors: [{ path: '', message: row.problem }] };
			if ('errors' in result) reject(row.line, result.errors);
			else yield { line: row.line, json: result.json, fileBytes: behind + ((bytes - behind) * place) / rows.length };
		}
		behind = bytes;
	}
}

/** Sends every release, or only counts them where there is no `post`; one that breaks a rule is a rejected row. @throws Refused, GivenUp */
export async function sendReleases(sending: Sending, post: ReleasePost | null): Promise<void> {
	const { tally, reject, show } = sending;
	await runInFlight(releasesOf(sending), IN_FLIGHT, async ({ line, json, fileBytes }) => {
		const reply = await post?.(json);
		if (reply?.status === 422) {
			const { errors, detail = 'Was refused.' } = receiptOf(reply, ReleaseRefusal);
			reject(line, errors.length > 0 ? errors : [{ path: '', message: detail }]);
		} else tally[reply?.status === 200 ? 'updated' : 'accepted']++;
		show(tally.accepted + tally.updated, fileBytes);
	});
}
