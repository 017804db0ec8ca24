import type { ReleaseRead, ReleaseToSend } from '#lib/intake/release-rows.ts';
import { isReadable, type ReadableRow } from '#lib/intake/source-row.ts';
import { runInFlight } from './in-flight.ts';
import type { PatientCaller, Reply } from './patient-caller.ts';
import { receiptOf, ReleaseRefusal } from './receipts.ts';
import type { Sending } from './sending.ts';

const IN_FLIGHT = 3;

type LocatedRelease = Readonly<{ line: number; release: ReleaseToSend; fileBytes: number }>;

export type ReleasesPlan = Readonly<{
	read: (row: ReadableRow) => ReleaseRead;
	/** `null` only counts what could be sent. */
	post: ((release: ReleaseToSend) => Promise<Reply>) | null;
}>;

/** One release; 422 is an answer, too. `importId` '' names no import. */
export const createReleasePost =
	(call: PatientCaller, importId: () => Promise<string>) =>
	async (release: ReleaseToSend): Promise<Reply> => {
		const id = await importId();
		return call({
			method: 'POST',
			path: 'releases',
			query: id === '' ? {} : { import: id },
			body: JSON.stringify(release),
			contentType: 'application/json',
			isPatient: true,
			accepts: [422]
		});
	};

async function* releasesOf({ read }: ReleasesPlan, sending: Sending): AsyncGenerator<LocatedRelease> {
	const { pieces, tally, reject, interrupted } = sending;
	let behind = 0;
	for await (const { rows, bytes, blankRows } of pieces) {
		tally.blank = blankRows;
		for (const [place, row] of rows.entries()) {
			if (interrupted.aborted) return;
			tally.rows++;
			const result = isReadable(row) ? read(row) : { errors: [{ path: '', message: row.problem }] };
			if ('errors' in result) reject(row.line, result.errors);
			else
				yield { line: row.line, release: result.release, fileBytes: behind + ((bytes - behind) * place) / rows.length };
		}
		behind = bytes;
	}
}

/** Sends every release; one that breaks a rule is a rejected row. @throws Refused, GivenUp when the server takes none */
export async function sendReleases(plan: ReleasesPlan, sending: Sending): Promise<void> {
	const { tally, reject, show } = sending;
	const { post } = plan;
	await runInFlight(releasesOf(plan, sending), IN_FLIGHT, async ({ line, release, fileBytes }) => {
		const reply = await post?.(release);
		if (reply?.status === 422) {
			const { errors, detail = 'Was refused.' } = receiptOf(reply, ReleaseRefusal);
			reject(line, errors.length > 0 ? errors : [{ path: '', message: detail }]);
		} else tally[reply?.status === 200 ? 'updated' : 'accepted']++;
		show(tally.accepted + tally.updated, fileBytes);
	});
}
