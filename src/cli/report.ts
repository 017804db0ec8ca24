import type { ImportProposal } from '#lib/intake/propose-import.ts';
import { scoreReadingText } from '#lib/intake/score-reading.ts';
import { ServerError } from './failures.ts';
import type { Host } from './host.ts';
import type { ImportRun } from './import-run.ts';
import { counted, duration, grouped, printable } from './printable.ts';
import { reasonsOf } from './rejections.ts';

/** How an import ended. */
export type Outcome =
	Readonly<{ status: 'done' }> | Readonly<{ status: 'stopped' }> | Readonly<{ status: 'failed'; error: ServerError }>;

const SHOWN_REJECTIONS = 20;

/** Rows whose fate is known: when it ended early, some that were read were not sent. */
const settledRows = ({ tally, rejections }: ImportRun, { status }: Outcome): number =>
	status === 'done' ? tally.rows : tally.accepted + tally.duplicates + tally.updated + rejections.count();

function resultLine(run: ImportRun, outcome: Outcome): string {
	const { tally, rejections, options, progress } = run;
	const rows = settledRows(run, outcome);
	const ms = progress.elapsedMs();
	const rate = grouped(rows / Math.max(ms / 1000, 0.001));
	const rejected = `${grouped(rejections.count())} rejected`;
	const read = `${counted(rows, 'row')} in ${duration(ms)} (${rate}/s)`;
	if (options.isDryRun) return `${read}: ${grouped(tally.accepted)} could be sent, ${rejected}. Nothing was sent.`;
	const known =
		options.kind !== 'releases' ? `${grouped(tally.duplicates)} there already` : `${grouped(tally.updated)} updated`;
	return `${read}: ${grouped(tally.accepted)} added, ${known}, ${rejected}.`;
}

function rejectionLines({ rejections, options }: ImportRun): string[] {
	const shown = rejections.kept().slice(0, SHOWN_REJECTIONS);
	const left = rejections.count() - shown.length;
	const where =
		options.rejectsFile === null ? '--rejects FILE writes all of them' : `all of them are in ${options.rejectsFile}`;
	return [
		...shown.map((rejection) => `  line ${rejection.line}: ${printable(reasonsOf(rejection), 300)}`),
		...(left > 0 ? [`  … and ${grouped(left)} more; ${where}.`] : [])
	];
}

/** The end of an import, for a person. */
export function reportLines(run: ImportRun, outcome: Outcome): string[] {
	const { tally } = run;
	const isEarly = outcome.status !== 'done';
	return [
		...(outcome.status === 'stopped' ? ['Stopped before the end of the file.'] : []),
		resultLine(run, outcome),
		...(tally.blank > 0 ? [`${counted(tally.blank, 'blank row')} skipped.`] : []),
		...(tally.footer > 0 ? [`${counted(tally.footer, 'row')} below the table skipped.`] : []),
		...(tally.unreadable > 0
			? [`${counted(tally.unreadable, 'row')} with characters that are not ${run.survey.encoding} (�): see --encoding.`]
			: []),
		...rejectionLines(run),
		...(isEarly && !run.options.isDryRun ? ['Run the same command again to go on: nothing is added twice.'] : [])
	];
}

/** The end of an import, for a program. */
export function reportJson(run: ImportRun, outcome: Outcome): Readonly<Record<string, unknown>> {
	const { survey, options, plan, proposal, tally, rejections, progress } = run;
	const countsOnce = options.kind !== 'releases';
	const sources = new Map(
		[...plan.mapping.fields]
			.filter(([, source]) => 'constant' in source || source.column.isMet)
			.map(([field, source]) => [
				field,
				'constant' in source ? { value: source.constant } : { column: source.column.name }
			])
	);
	return {
		status: outcome.status,
		kind: options.kind,
		file: survey.file.name,
		product: options.product,
		dryRun: options.isDryRun,
		rows: settledRows(run, outcome),
		accepted: tally.accepted,
		...(countsOnce ? { duplicates: tally.duplicates } : { updated: tally.updated }),
		rejected: rejections.count(),
		blank: tally.blank,
		footer: tally.footer,
		mapping: Object.fromEntries(sources),
		...(plan.score && { scale: scoreReadingText(plan.score) }),
		...(proposal.answers.zone !== undefined && { zone: proposal.answers.zone }),
		...(proposal.questions.length > 0 && { assumed: assumedJson(proposal) }),
		rejections: rejections.kept(),
		elapsedMs: Math.round(progress.elapsedMs()),
		...(outcome.status === 'failed' && { error: errorJson(outcome.error) })
	};
}

/** What the file did not decide, and what was taken. */
const assumedJson = ({ questions }: ImportProposal) =>
	questions.map(({ field, code, default: value }) => ({ field, question: code, value }));

const errorJson = ({ message, status, reasons }: ServerError) => ({ message, status, reasons });

/** A refusal on the error stream: one line, and one for each reason. */
export function sayServerError({ err }: Host, { message, reasons }: ServerError): void {
	err([message, ...reasons.map((reason) => `  ${reason}`)].join('\n') + '\n');
}
