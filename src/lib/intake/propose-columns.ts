import type { ImportKind } from '#lib/domain/import.ts';
import { cellReader, fieldMapping, type FieldMapping, type FieldSource } from './field-mapping.ts';
import { headersOf } from './fields.ts';
import { createColumnGuess } from './guess-columns.ts';
import type { ImportAnswers, ImportNote, ImportQuestion } from './import-answers.ts';
import type { Column } from './source-row.ts';
import type { Survey } from './survey-file.ts';

export type ProposedColumns = Readonly<{
	mapping: FieldMapping;
	notes: readonly ImportNote[];
	questions: readonly ImportQuestion[];
}>;

export const metColumns = ({ columns }: Survey): string[] =>
	columns.filter(({ isMet }) => isMet).map(({ name }) => name);

const knownFields = (kind: ImportKind): string[] => [
	...Object.keys(headersOf(kind)),
	...(kind === 'releases' ? [] : ['attributes.NAME'])
];

const ROUNDED = /^\d(\.\d+)?E\+\d+$/i;

/** Why a column cannot be the id, by the sample: a spreadsheet has rounded it, or it repeats. */
function idTrouble({ sample }: Survey, source: FieldSource): 'rounded' | 'repeats' | null {
	const read = cellReader(source);
	const ids = sample.map(({ cells }) => read(cells)).filter((id) => id !== '');
	if (ids.some((id) => ROUNDED.test(id))) return 'rounded';
	return new Set(ids).size < ids.length ? 'repeats' : null;
}

/** Which column fills which field: as answered, then as names and values tell. */
export function proposeColumns(survey: Survey, kind: ImportKind, answers: ImportAnswers): ProposedColumns {
	const guess = createColumnGuess(survey);
	const rejectedIds: ImportNote[] = [];
	const isId = (column: Column): boolean => {
		const reason = idTrouble(survey, { column, by: 'name' });
		if (reason) rejectedIds.push({ field: 'id', code: 'id-not-used', params: { column: column.name, reason } });
		return reason === null;
	};
	const mapping = fieldMapping(survey.columns, {
		headers: headersOf(kind),
		columns: new Map(Object.entries(answers.columns ?? {})),
		constants: new Map(Object.entries(answers.constants ?? {})),
		takesAttributes: kind !== 'releases',
		guess: { ...guess, fits: (field, column) => (field === 'id' ? isId(column) : guess.fits(field, column)) }
	});
	const options = metColumns(survey);
	if ('problems' in mapping)
		return {
			mapping: { fields: new Map(), ignored: [] },
			notes: [],
			questions: mapping.problems.map(({ field, code, column }) => ({
				field,
				code,
				params: { column },
				options: code === 'unknown-field' ? knownFields(kind) : options,
				default: null
			}))
		};
	const byValues = [...mapping.fields].flatMap(([field, source]): ImportNote[] =>
		'column' in source && source.by === 'values' ? [{ field, code: 'by-values', params: {} }] : []
	);
	return { mapping, notes: [...byValues, ...(mapping.fields.has('id') ? [] : rejectedIds)], questions: [] };
}

/** What the whole column of ids says: one that repeats is left out, and one that was asked for is a question. */
export function withoutRepeatedIds(
	survey: Survey,
	proposed: ProposedColumns,
	hasRepeatedIds: boolean
): ProposedColumns {
	const { mapping, notes, questions } = proposed;
	const source = mapping.fields.get('id');
	if (!source || 'constant' in source) return proposed;
	const reason = idTrouble(survey, source) ?? (hasRepeatedIds ? 'repeats' : null);
	if (reason === null) return proposed;
	const params = { column: source.column.name, reason };
	if (source.by === 'answer')
		return {
			mapping,
			notes,
			questions: [...questions, { field: 'id', code: 'bad-id', params, options: [''], default: null }]
		};
	const fields = new Map(mapping.fields);
	fields.delete('id');
	return {
		mapping: { fields, ignored: [...mapping.ignored, source.column] },
		notes: [...notes, { field: 'id', code: 'id-not-used', params }],
		questions
	};
}
