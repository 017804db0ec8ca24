import { hash } from 'node:crypto';
import { Refused } from '#lib/sending/patient-caller.ts';
import { ImportReceipt } from '#lib/sending/receipts.ts';
import { sendFile } from '#lib/sending/send-file.ts';
import { ServerError } from './failures.ts';
import type { ImportRun } from './import-run.ts';
import type { UpshotClient } from './upshot-client.ts';

const sha256 = (text: string): string => hash('sha256', text, 'base64url');

/** Names the import at the server, which then looks for its rows' ids beyond the last week; '' where it cannot. */
async function openImport(client: UpshotClient, { survey, plan, proposal }: ImportRun): Promise<string> {
	const name = survey.file.name.slice(0, 100);
	const reply = await client.call({
		method: 'POST',
		path: 'imports',
		body: JSON.stringify({ name, kind: plan.kind, via: 'command', mapping: proposal.answers }),
		contentType: 'application/json',
		isPatient: true,
		accepts: [403, 404]
	});
	const receipt = ImportReceipt.safeParse(reply.body);
	return receipt.success ? receipt.data.import : '';
}

/** Sends every row of the file, or only counts them in a dry run. @throws ServerError when the server does not take them */
export async function sendImport(run: ImportRun): Promise<void> {
	const { survey, plan, client, tally, rejections, progress, interrupted, now } = run;
	let opening: Promise<string> | null = null;
	try {
		await sendFile({
			...{ survey, plan, tally, interrupted },
			tools: { sha256, now },
			to: client && { call: client.call, importId: () => (opening ??= openImport(client, run)) },
			reject: rejections.add,
			show: progress.show
		});
	} catch (cause) {
		if (!(cause instanceof Refused) || !client) throw cause;
		throw new ServerError(`${client.address} does not answer like Upshot. Is the address right?`);
	}
}
