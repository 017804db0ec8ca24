import type { ImportProposal } from '#lib/intake/propose-import.ts';
import { createTally } from '#lib/sending/tally.ts';
import { requiredKey, serverAddress } from './connection.ts';
import { ServerError } from './failures.ts';
import type { Host } from './host.ts';
import { askedAnswers } from './ask-questions.ts';
import { givenAnswers, importOptions, type ImportOptions } from './import-options.ts';
import type { ImportRun } from './import-run.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { planImport, surveyOf } from './plan-import.ts';
import { readProductZone, type ChosenZone } from './product-zone.ts';
import { createProgress } from './progress.ts';
import { createRejections } from './rejections.ts';
import { reportJson, reportLines, sayServerError, type Outcome } from './report.ts';
import { sendImport } from './send-import.ts';
import { isConfirmed, planLines, rowLine } from './show-plan.ts';
import { createUpshotClient, type UpshotClient } from './upshot-client.ts';

const SHOWN_ROWS = 3;
const INTERRUPTED = 130;

function connect(host: Host, options: ImportOptions, say: (message: string) => void): UpshotClient | null {
	const address = serverAddress(options.url ?? host.environment.url);
	// A dry run needs no server; it asks one for the zone if it can.
	if (options.isDryRun && host.environment.apiKey === null) return null;
	const apiKey = requiredKey(host.environment);
	return createUpshotClient({ address, apiKey, product: options.product, say, interrupted: host.interrupted });
}

async function chooseZone(
	client: UpshotClient | null,
	{ zone, product, isDryRun }: ImportOptions
): Promise<ChosenZone> {
	if (isDryRun && zone !== null) return { zone, reason: '--zone' };
	if (!client) return { zone: 'UTC', reason: 'there is no UPSHOT_API_KEY to ask for the product’s own' };
	try {
		const own = await readProductZone(client, product);
		return zone === null ? own : { zone, reason: '--zone' };
	} catch (cause) {
		if (!isDryRun || !(cause instanceof ServerError)) throw cause;
		return { zone: 'UTC', reason: 'no server was asked for the product’s own' };
	}
}

/** The first rows as they will be sent, so that a wrong column shows before it is too late. */
const sampleLines = (proposal: ImportProposal): string[] =>
	proposal.preview(SHOWN_ROWS).map(({ line, read }) => {
		if ('errors' in read)
			return `  line ${line}: rejected: ${read.errors.map(({ path, message }) => `${path}: ${message}`).join(' ')}`;
		return rowLine(line, read.values);
	});

async function ending(host: Host, run: ImportRun): Promise<Outcome> {
	try {
		await sendImport(run);
	} catch (cause) {
		if (!(cause instanceof ServerError)) throw cause;
		if (!host.interrupted.aborted) return { status: 'failed', error: cause };
	} finally {
		run.rejections.close();
		run.progress.clear();
	}
	return { status: host.interrupted.aborted ? 'stopped' : 'done' };
}

function exitCode(outcome: Outcome, rejected: number): number {
	if (outcome.status === 'failed') return 3;
	if (outcome.status === 'stopped') return INTERRUPTED;
	return rejected > 0 ? 1 : 0;
}

function report(host: Host, run: ImportRun, outcome: Outcome): void {
	if (outcome.status === 'failed') sayServerError(host, outcome.error);
	if (run.options.isJson) host.out(`${JSON.stringify(reportJson(run, outcome))}\n`);
	else host.out(`${reportLines(run, outcome).join('\n')}\n`);
}

async function importFile(host: Host, options: ImportOptions, file: OpenFile): Promise<number> {
	const { interrupted } = host;
	const survey = await surveyOf(file, options);
	const progress = createProgress(host, { totalBytes: file.bytes, isQuiet: options.isJson, now: Date.now });
	// What is wrong with the file or the options is said before a server is asked for its zone.
	const given = givenAnswers(options);
	const first = await planImport(survey, given, { zone: 'UTC', signal: interrupted });
	const client = connect(host, options, progress.say);
	const zone = await chooseZone(client, options);
	const answers = await askedAnswers(host, options, given, first.proposal);
	const { proposal, plan } = await planImport(survey, answers, { zone: zone.zone, signal: interrupted });
	const shown = [...planLines(survey, options, proposal, zone), ...sampleLines(proposal)];
	if (!options.isJson) host.err(`${shown.join('\n')}\n`);
	if (!(await isConfirmed(host, options, proposal))) {
		host.err('Nothing was sent.\n');
		return interrupted.aborted ? INTERRUPTED : 0;
	}
	const run: ImportRun = {
		survey,
		options,
		proposal,
		plan,
		client: options.isDryRun ? null : client,
		progress,
		rejections: createRejections(options.rejectsFile),
		tally: createTally(),
		interrupted,
		now: Date.now
	};
	progress.start();
	const outcome = await ending(host, run);
	report(host, run, outcome);
	return exitCode(outcome, run.rejections.count());
}

/** `upshot import …`. @returns the exit code */
export async function importCommand(host: Host, args: readonly string[]): Promise<number> {
	const options = importOptions(args);
	const file = await openFile(options.file);
	try {
		return await importFile(host, options, file);
	} finally {
		await file.close();
	}
}
