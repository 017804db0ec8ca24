import type { Scale } from '#lib/domain/scale.ts';
import { cellReader, fieldMapping, type FieldMapping, type FieldSource } from '#lib/intake/field-mapping.ts';
import { FEEDBACK_HEADERS, RELEASE_HEADERS } from '#lib/intake/fields.ts';
import { suggestedScale, writtenScale } from '#lib/intake/score-scale.ts';
import { UsageError } from './failures.ts';
import type { ImportOptions } from './import-options.ts';
import { planTimes, type PlannedTimes } from './plan-times.ts';
import type { Survey } from './survey-file.ts';

/** What was decided before anything is sent, but for the zone, which the server may know. */
export type ImportPlan = Readonly<{
	mapping: FieldMapping;
	times: PlannedTimes;
	/** For scores without a scale of their own. */
	scale: Scale | null;
	/** What was assumed, by field. */
	notes: ReadonlyMap<string, string>;
}>;

/** Keys that JSON rows may bring up at any time. */
export const expectedKeys = (kind: ImportOptions['kind']): string[] =>
	Object.keys(kind === 'feedback' ? FEEDBACK_HEADERS : RELEASE_HEADERS);

function mapped(survey: Survey, { kind, columns, constants }: ImportOptions): FieldMapping {
	const isFeedback = kind === 'feedback';
	const headers = isFeedback ? FEEDBACK_HEADERS : RELEASE_HEADERS;
	const mapping = fieldMapping(survey.columns, { headers, columns, constants, takesAttributes: isFeedback });
	if ('problems' in mapping) throw new UsageError(mapping.problems.join('\n'));
	return mapping;
}

const isFilled = (source: FieldSource | undefined): source is FieldSource =>
	source !== undefined && ('constant' in source || source.column.isMet);

function required(mapping: FieldMapping, fields: readonly string[], survey: Survey): FieldSource {
	const source = fields.map((field) => mapping.fields.get(field)).find(isFilled);
	if (source) return source;
	const names = survey.columns.filter(({ isMet }) => isMet).map(({ name }) => name);
	const hints = fields.map((field) => `--map ${field}=COLUMN`).join(' or ');
	throw new UsageError(`No column is known to be ${fields.join(' or ')}: ${hints}, with one of ${names.join(', ')}.`);
}

/** Why a column that is called an id cannot be one: it repeats, or a spreadsheet has rounded it. */
function idProblem(survey: Survey, source: FieldSource | undefined): string | null {
	if (!source || 'constant' in source) return null;
	const read = cellReader(source);
	const ids = survey.sample.map(({ cells }) => read(cells)).filter((id) => id !== '');
	if (ids.some((id) => /^\d\.\d+E\+\d+$/i.test(id))) return 'it was rounded by a spreadsheet';
	return new Set(ids).size < ids.length ? 'its values repeat' : null;
}

/** The scale of all scores: what is asked, else what the column's name and values suggest. */
function planScale(survey: Survey, { fields }: FieldMapping): { scale: Scale | null; note: string } {
	const asked = fields.get('scale');
	if (asked && 'constant' in asked) {
		const scale = writtenScale(asked.constant);
		if (!scale) throw new UsageError('--set scale= takes nps, csat, ces, stars or thumbs.');
		return { scale, note: '' };
	}
	const score = fields.get('score');
	if (!isFilled(score)) return { scale: null, note: '' };
	const read = cellReader(score);
	const scores = survey.sample.map(({ cells }) => read(cells));
	const scale = 'column' in score ? suggestedScale(score.column.name, scores) : null;
	if (scale) return { scale, note: isFilled(asked) ? '' : `on the ${scale} scale, by the column’s name and values` };
	if (isFilled(asked)) return { scale: null, note: '' };
	throw new UsageError('On which scale are the scores? Add --set scale=stars, nps, csat, ces or thumbs.');
}

/** The column of ids, left out when it cannot be one and nobody asked for it. */
function withoutFalseIds(survey: Survey, options: ImportOptions): { mapping: FieldMapping; note: string } {
	const mapping = mapped(survey, options);
	const source = mapping.fields.get('id');
	const problem = idProblem(survey, source);
	if (problem === null || !source || 'constant' in source)
		return { mapping, note: source ? 'what is there already under an id is not added' : '' };
	if (source.isAsked)
		throw new UsageError(`“${source.column.name}” cannot be the id: ${problem}, and equal ids count once.`);
	const columns = new Map([...options.columns, ['id', '']]);
	return { mapping: mapped(survey, { ...options, columns }), note: `“${source.column.name}” is not used: ${problem}` };
}

/** Which column fills which field, and how scores and times are read. @throws UsageError when something needed is missing */
export async function planImport(
	survey: Survey,
	options: ImportOptions,
	interrupted: AbortSignal
): Promise<ImportPlan> {
	const isFeedback = options.kind === 'feedback';
	const ids = withoutFalseIds(survey, options);
	const { mapping } = ids;
	const at = required(mapping, ['at'], survey);
	required(mapping, isFeedback ? ['score', 'text', 'title'] : ['version'], survey);
	const scaled = isFeedback ? planScale(survey, mapping) : { scale: null, note: '' };
	const times = await planTimes(survey, { source: at, asked: options.dayOrder, interrupted });
	const notes = new Map([
		['id', ids.note],
		['score', scaled.note],
		['at', times.dayOrder === null ? '' : times.dayOrder === 'day-month' ? 'day before month' : 'month before day']
	]);
	return { mapping, times, scale: scaled.scale, notes };
}
