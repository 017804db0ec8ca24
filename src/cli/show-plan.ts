import { toRfc3339 } from '#lib/domain/instant.ts';
import type { FieldSource } from '#lib/intake/field-mapping.ts';
import type { ImportQuestion } from '#lib/intake/import-answers.ts';
import { isFilled, type ImportProposal } from '#lib/intake/propose-import.ts';
import type { Survey } from '#lib/intake/survey-file.ts';
import { UsageError } from './failures.ts';
import { surveyText } from './format-words.ts';
import type { Host } from './host.ts';
import type { ImportOptions } from './import-options.ts';
import { askedText, noteText } from './import-words.ts';
import { fileSize, printable } from './printable.ts';
import type { ChosenZone } from './product-zone.ts';

const sourceText = (source: FieldSource): string =>
	'column' in source ? `← ${printable(source.column.name, 40)}` : `= ${printable(source.constant, 40)}`;

/** What fills a field, and all that was assumed about it. */
function fieldLine(field: string, source: FieldSource, notes: readonly string[]): string {
	const note = notes.filter((one) => one !== '').join(', ');
	return `  ${field.padEnd(10)} ${sourceText(source)}${note ? `   ${note}` : ''}`;
}

/** What nobody said and the file does not tell. */
const assumedLine = (question: ImportQuestion): string =>
	`  assumed    ${question.field}: ${printable(question.default ?? '', 60)}. ${askedText(question)}`;

/** The plan as a person reads it before anything is sent. */
export function planLines(
	survey: Survey,
	options: ImportOptions,
	proposal: ImportProposal,
	zone: ChosenZone
): string[] {
	const { mapping, notes, questions } = proposal;
	const notesOf = (field: string) =>
		notes.filter((note) => note.field === field).map((note) => noteText(note, zone.reason));
	const idNotes = mapping.fields.has('id') ? [] : notesOf('id');
	const { ignored } = mapping;
	return [
		`${survey.file.name} (${surveyText(survey)}, ${fileSize(survey.file.bytes)}) → ${options.kind} of ${options.product}`,
		...[...mapping.fields]
			.filter(([, source]) => isFilled(source))
			.map(([field, source]) => fieldLine(field, source, notesOf(field))),
		...idNotes.map((note) => `  id         ${note}`),
		...(ignored.length > 0 ? [`  ignored    ${printable(ignored.map(({ name }) => name).join(', '), 200)}`] : []),
		// The zone stands beside the time already.
		...questions.filter(({ code }) => code !== 'zone').map(assumedLine)
	];
}

/** One mapped row, as it will be sent. */
export function rowLine(line: number, row: Readonly<Record<string, unknown>>): string {
	const parts = Object.entries(row).flatMap(([field, value]) => {
		if (value === undefined) return [];
		if (field === 'at' && typeof value === 'number') return `at ${toRfc3339(value)}`;
		return `${field} ${printable(typeof value === 'object' ? JSON.stringify(value) : String(value), 60)}`;
	});
	return `  line ${line}: ${parts.join(' · ')}`;
}

const isAsked = (source: FieldSource | undefined): boolean =>
	source !== undefined && ('constant' in source || source.by === 'answer');

/** A script that named the columns has confirmed them. */
function isSpelledOut({ kind, mapping: { fields } }: ImportProposal): boolean {
	const needed = { feedback: ['score', 'text'], events: ['name', 'value'], releases: ['version'] }[kind];
	return needed.some((field) => isAsked(fields.get(field))) && isAsked(fields.get('at'));
}

/** Whether to go on: by --yes, by a person, or because every needed field was mapped by name. */
export async function isConfirmed(host: Host, options: ImportOptions, proposal: ImportProposal): Promise<boolean> {
	if (options.isConfirmed || options.isDryRun) return true;
	if (host.isInteractive && !options.isJson) return /^y(es)?$/i.test((await host.ask('Import it so? [y/N] ')).trim());
	// The product's own zone was chosen by someone already.
	const [open] = proposal.questions.filter(({ code }) => code !== 'zone');
	if (open) throw new UsageError(`${askedText(open)}\nNo one is there to ask: answer it so, or add --yes.`);
	if (isSpelledOut(proposal)) return true;
	throw new UsageError('No one is there to confirm these columns: add --yes, or map each needed field with --map.');
}
