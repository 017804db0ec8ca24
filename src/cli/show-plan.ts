import { toRfc3339 } from '#lib/domain/instant.ts';
import type { FieldSource } from '#lib/intake/field-mapping.ts';
import { formatName } from '#lib/intake/file-format.ts';
import { UsageError } from './failures.ts';
import type { Host } from './host.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportPlan } from './plan-import.ts';
import { fileSize, printable } from './printable.ts';
import type { ChosenZone } from './product-zone.ts';
import type { Survey } from './survey-file.ts';

const sourceText = (source: FieldSource): string =>
	'column' in source ? `← ${printable(source.column.name, 40)}` : `= ${printable(source.constant, 40)}`;

/** How times without a zone are read, where there are any; a release's date alone stays a date. */
function wallNote({ times: { wall } }: ImportPlan, kind: ImportOptions['kind'], { zone, reason }: ChosenZone): string {
	if (wall === 'none') return '';
	if (wall === 'dates' && kind === 'releases') return 'dates, so rolled out gradually from that day on';
	return `${wall} without a zone read as ${zone} (${reason})`;
}

/** What fills a field, and all that was assumed about it. */
function fieldLine(field: string, source: FieldSource, notes: readonly string[]): string {
	const note = notes.filter((one) => one !== '').join(', ');
	return `  ${field.padEnd(10)} ${sourceText(source)}${note ? `   ${note}` : ''}`;
}

/** The plan as a person reads it before anything is sent. */
export function planLines(survey: Survey, options: ImportOptions, plan: ImportPlan, zone: ChosenZone): string[] {
	const { fields, ignored } = plan.mapping;
	const filled = [...fields].filter(([, source]) => 'constant' in source || source.column.isMet);
	const idNote = fields.has('id') ? '' : (plan.notes.get('id') ?? '');
	return [
		`${survey.name} (${formatName(survey.format)}, ${fileSize(survey.bytes)}) → ${options.kind} of ${options.product}`,
		...filled.map(([field, source]) =>
			fieldLine(field, source, [
				plan.notes.get(field) ?? '',
				field === 'at' ? wallNote(plan, options.kind, zone) : '',
				field === 'title' && options.kind === 'feedback' ? 'first line of the text' : ''
			])
		),
		...(idNote ? [`  id         ${idNote}`] : []),
		...(ignored.length > 0 ? [`  ignored    ${printable(ignored.map(({ name }) => name).join(', '), 200)}`] : [])
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
	source !== undefined && ('constant' in source || source.isAsked);

/** A script that named the columns has confirmed them. */
function isSpelledOut({ kind }: ImportOptions, { mapping: { fields } }: ImportPlan): boolean {
	const needed =
		kind === 'feedback'
			? [isAsked(fields.get('score')) || isAsked(fields.get('text'))]
			: [isAsked(fields.get('version'))];
	return [...needed, isAsked(fields.get('at'))].every(Boolean);
}

/** Whether to go on: by --yes, by a person, or because every needed field was mapped by name. */
export async function isConfirmed(host: Host, options: ImportOptions, plan: ImportPlan): Promise<boolean> {
	if (options.isConfirmed || options.isDryRun) return true;
	if (host.isInteractive && !options.isJson) return /^y(es)?$/i.test((await host.ask('Import it so? [y/N] ')).trim());
	if (isSpelledOut(options, plan)) return true;
	throw new UsageError('No one is there to confirm these columns: add --yes, or map each needed field with --map.');
}
