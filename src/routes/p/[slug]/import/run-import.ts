import { z } from 'zod';
import type { ImportAnswers } from '#lib/intake/import-answers.ts';
import type { ImportPlan } from '#lib/intake/import-plan.ts';
import type { Survey } from '#lib/intake/survey-file.ts';
import { createPatientCaller, GivenUp, Refused, type PatientCaller } from '#lib/sending/patient-caller.ts';
import { ImportReceipt, receiptOf } from '#lib/sending/receipts.ts';
import { createPass, type Pass } from './import-pass.ts';
import type { Ending, Failure, FromWorker } from './worker-messages.ts';

export type ImportRun = Readonly<{
	survey: Survey;
	plan: ImportPlan;
	/** Complete. */
	answers: ImportAnswers;
	product: string;
	/** The import to go on with; `null` begins one. */
	importId: string | null;
	interrupted: AbortSignal;
	tell: (message: FromWorker) => void;
}>;

const TELL_EVERY_MS = 100;
const LONGEST_NAME = 300;

const Listed = z.object({ imports: z.array(z.object({ import: z.string(), rows: z.number() })) });
const Problem = z.object({ title: z.string(), detail: z.string().optional() });

const json = (value: unknown) => ({ body: JSON.stringify(value), contentType: 'application/json' });

/** Begins the import at the server, and keeps how the file is read for the next one of its kind. */
async function openImport(call: PatientCaller, { survey, plan, answers }: ImportRun): Promise<string> {
	const { file: _, ...kept } = answers;
	const { kind } = plan;
	const name = survey.file.name.trim().slice(0, LONGEST_NAME) || kind;
	const entry = { name, kind, via: 'page', mapping: answers };
	const reply = await call({ method: 'POST', path: 'imports', ...json(entry), isPatient: true });
	const columns = survey.columns.filter(({ isMet }) => isMet).map((column) => column.name);
	// Names that cannot be kept are no reason not to import.
	const mapping = json({ kind, columns, answers: kept });
	await call({ method: 'PUT', path: 'imports/mappings', ...mapping, isPatient: true, accepts: [413, 422] });
	return receiptOf(reply, ImportReceipt).import;
}

/** How many rows the server has of the import: after a lost connection nobody else knows which of them arrived. */
async function addedRows(call: PatientCaller, importId: string): Promise<number | null> {
	const reply = await call({ method: 'GET', path: 'imports', isPatient: true }).catch(() => null);
	const listed = Listed.safeParse(reply?.body);
	return listed.data?.imports.find((one) => one.import === importId)?.rows ?? null;
}

function failureOf(cause: unknown): Failure {
	if (cause instanceof GivenUp) return { status: cause.setback.status, reason: cause.setback.reason, detail: '' };
	if (!(cause instanceof Refused)) throw cause;
	const problem = Problem.safeParse(cause.body);
	return { status: cause.status, reason: 'refused', detail: problem.data?.detail ?? problem.data?.title ?? '' };
}

/** Sends the file's rows and tells how it goes; ends with what the server has of them. */
export async function runImport(run: ImportRun): Promise<Ending> {
	const { survey, plan, product, interrupted, tell } = run;
	const startMs = performance.now();
	const elapsed = () => performance.now() - startMs;
	const call = createPatientCaller({
		address: '',
		product,
		interrupted,
		onSetback: ({ reason }, waitMs) => tell({ tell: 'setback', reason, waitMs })
	});
	let toldMs = -Infinity;
	const show = (pass: Pass, settled: number, bytes: number) => {
		if (elapsed() - toldMs < TELL_EVERY_MS) return;
		toldMs = elapsed();
		const fileShare = Math.min(1, bytes / Math.max(1, survey.file.bytes));
		const counts = pass.counts();
		tell({
			tell: 'progress',
			progress: { counts, rejected: pass.rejects.count(), settled, fileShare, elapsedMs: toldMs }
		});
	};
	const pass = createPass(survey, plan, { show, interrupted });
	let opening: Promise<string> | null = run.importId === null ? null : Promise.resolve(run.importId);
	let importId = run.importId;
	let failure: Failure | null = null;
	try {
		await pass.run({
			call,
			importId: async () => (importId = await (opening ??= openImport(call, run)))
		});
	} catch (cause) {
		if (!interrupted.aborted) failure = failureOf(cause);
	}
	const counts = pass.counts();
	const settled = counts.accepted + counts.duplicates + counts.updated;
	const added = (importId === null || failure ? null : await addedRows(call, importId)) ?? counts.accepted;
	return {
		importId,
		counts,
		added,
		known: Math.max(0, settled - added),
		rejected: pass.rejects.rejected(),
		elapsedMs: elapsed(),
		failure,
		isStopped: interrupted.aborted
	};
}
