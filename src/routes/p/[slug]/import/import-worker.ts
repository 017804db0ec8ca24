import { ImportError, type ImportFile } from '#lib/intake/import-file.ts';
import type { ImportAnswers } from '#lib/intake/import-answers.ts';
import { proposeImport, type ImportProposal } from '#lib/intake/propose-import.ts';
import { surveyFile, type Survey } from '#lib/intake/survey-file.ts';
import { createPass } from './import-pass.ts';
import { proposalView } from './proposal-view.ts';
import { runImport } from './run-import.ts';
import { savedFor } from './saved-mapping.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/*
 * Reads, checks and sends a file beside the page, which stays free to answer. The file is read here and nowhere else;
 * only what becomes a row leaves the computer.
 */

type Asked = Extract<ToWorker, { ask: 'open' }>;
type Ready = Readonly<{ survey: Survey; proposal: ImportProposal }>;

const TELL_EVERY_MS = 200;

let ready: Ready | null = null;
/** Ends what is under way. */
let current = new AbortController();

const tell = (message: FromWorker): void => self.postMessage(message);

const importFile = (file: File): ImportFile => ({
	name: file.name,
	bytes: file.size,
	read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer())
});

/** What a person decided, or else what the product keeps for files with these columns. */
async function decide({
	file,
	answers,
	saved
}: Asked): Promise<{ survey: Survey; decided: ImportAnswers; isSaved: boolean }> {
	const survey = await surveyFile(importFile(file), answers.file);
	const columns = survey.columns.filter(({ isMet }) => isMet).map(({ name }) => name);
	const known = Object.keys(answers).length === 0 ? savedFor(columns, saved) : null;
	return { survey, decided: known ?? answers, isSaved: known !== null };
}

/** Goes through the whole file as an import would, and sends nothing. */
async function check({ survey, proposal }: Ready, interrupted: AbortSignal): Promise<void> {
	if (!proposal.plan) return;
	let toldMs = performance.now();
	const { counts, rejects, run } = createPass(survey, proposal.plan, {
		show: (pass) => {
			if (performance.now() - toldMs < TELL_EVERY_MS) return;
			toldMs = performance.now();
			tell({ tell: 'check', check: { isDone: false, counts: pass.counts() } });
		},
		interrupted
	});
	await run(null);
	if (!interrupted.aborted)
		tell({ tell: 'check', check: { isDone: true, counts: counts(), rejected: rejects.rejected() } });
}

async function open(asked: Asked, interrupted: AbortSignal): Promise<void> {
	ready = null;
	const { survey, decided, isSaved } = await decide(asked);
	const proposal = await proposeImport(survey, decided, { zone: asked.zone, signal: interrupted });
	if (interrupted.aborted) return;
	ready = { survey, proposal };
	tell({ tell: 'proposal', turn: asked.turn, view: proposalView(survey, proposal), decided, isSaved });
	await check(ready, interrupted);
}

async function start(
	{ product, importId }: Extract<ToWorker, { ask: 'start' }>,
	interrupted: AbortSignal
): Promise<void> {
	if (!ready?.proposal.plan) return;
	const { survey, proposal } = ready;
	const { plan, answers } = proposal;
	if (!plan) return;
	tell({ tell: 'ended', ending: await runImport({ survey, plan, answers, product, importId, interrupted, tell }) });
}

function failed(cause: unknown, interrupted: AbortSignal): void {
	if (interrupted.aborted) return;
	if (cause instanceof ImportError) tell({ tell: 'trouble', code: cause.code, params: cause.params });
	else tell({ tell: 'trouble', code: 'unexpected', params: { reason: cause instanceof Error ? cause.message : '' } });
}

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
	current.abort();
	if (data.ask === 'stop') return;
	current = new AbortController();
	const { signal } = current;
	const work = data.ask === 'open' ? open(data, signal) : start(data, signal);
	work.catch((cause: unknown) => failed(cause, signal));
};
