/**
 * From a file to an import, in four steps that work in Node and in a browser alike. Nothing here words anything: what
 * there is to say are codes with parameters (`ImportNote`, `ImportQuestion`, `ImportError`).
 *
 * 1. `surveyFile(file, answers.file)` looks at the file: encoding, format, header, columns, first rows. `file` is an
 *    `ImportFile`; in a browser `{ name, bytes: blob.size, read: async (from, to) => new Uint8Array(await
 *    blob.slice(from, to).arrayBuffer()) }`. @throws ImportError
 * 2. `proposeImport(survey, answers, { zone, signal })` says how it would be imported. `answers` holds only what a
 *    person, or the product's saved mapping, has decided; `{}` at first. The proposal's `questions` are what the file
 *    does not decide. Each has a `default` that stands until it is answered; `answered(answers, question, option)` puts
 *    an answer in, and the proposal is made again. Questions about the file itself (`answers.file`) need a new survey.
 *    `proposal.answers` is complete, plain JSON, defaults included: what is kept as the product's mapping.
 * 3. `proposal.plan` is ready unless a question has no default (`null`); `proposal.preview(3)` shows mapped rows.
 * 4. `readImportRows(survey, signal)` gives the file's rows in pieces; `createImportRows(plan, { sha256, now })` turns
 *    each, in order, into a line of NDJSON for `POST /api/v1/feedback?import=ID` or `/events?import=ID`, or into the
 *    body of `POST /api/v1/releases`, or into its errors:
 *
 *        const read = createImportRows(plan, { sha256, now: Date.now });
 *        for await (const { rows, bytes } of readImportRows(survey, signal))
 *          for (const row of rows) { const result = isReadable(row) ? read(row) : row.problem … }
 */
import type { ImportKind } from '#lib/domain/import.ts';
import { scanColumns, type ColumnScan } from './column-scan.ts';
import type { FieldMapping, FieldSource } from './field-mapping.ts';
import { headersOf } from './fields.ts';
import type { ImportAnswers, ImportNote, ImportQuestion } from './import-answers.ts';
import { createImportRows, type ImportPlan, type ImportRead } from './import-plan.ts';
import { kindOf } from './import-kind.ts';
import { metColumns, proposeColumns, withoutRepeatedIds } from './propose-columns.ts';
import { proposeScore, type ProposedScore } from './propose-score.ts';
import { proposeTimes } from './propose-times.ts';
import { scoreReading, scoreReadingText } from './score-reading.ts';
import type { Survey } from './survey-file.ts';

export type ImportProposal = Readonly<{
	kind: ImportKind;
	/** Complete: sent in again with the same file it gives the same proposal without a question. */
	answers: ImportAnswers;
	/** What the file does not decide. */
	questions: readonly ImportQuestion[];
	notes: readonly ImportNote[];
	/** Field → column or constant, and the columns that go nowhere. */
	mapping: FieldMapping;
	/** `null` while a question without a default is open. */
	plan: ImportPlan | null;
	/** The first rows as they would be sent. */
	preview: (rows: number) => readonly Readonly<{ line: number; read: ImportRead }>[];
}>;

export type ImportContext = Readonly<{
	/** The product's own zone: the default for times without one. */
	zone: string;
	signal: AbortSignal;
}>;

export const isFilled = (source: FieldSource | undefined): source is FieldSource =>
	source !== undefined && ('constant' in source || source.column.isMet);

const NEEDED = {
	feedback: { fields: ['score', 'text', 'title'], code: 'no-content' },
	events: { fields: ['name'], code: 'event-name' },
	releases: { fields: ['version'], code: 'no-version' }
} as const;

/** An event's name, where no column has it: the file's, without its ending. */
const fileTitle = (name: string): string => name.replace(/\.[A-Za-z0-9]{1,7}$/, '').slice(0, 200) || name;

function missing(kind: ImportKind, { fields }: FieldMapping, survey: Survey): ImportQuestion[] {
	const options = metColumns(survey);
	const questions: ImportQuestion[] = [];
	if (!isFilled(fields.get('at'))) questions.push({ field: 'at', code: 'no-time', params: {}, options, default: null });
	const needed = NEEDED[kind];
	if (needed.fields.some((field) => isFilled(fields.get(field)))) return questions;
	const [field] = needed.fields;
	const name = kind === 'events' ? fileTitle(survey.file.name) : null;
	questions.push({ field, code: needed.code, params: {}, options: name === null ? options : [name], default: name });
	return questions;
}

/** As the answers say, else as the column does. */
function readScores(fields: FieldMapping['fields'], answers: ImportAnswers, { scores }: ColumnScan): ProposedScore {
	const none = { reading: null, notes: [], questions: [] };
	const text = answers.scale ?? answers.constants?.['scale'];
	if (text !== undefined) {
		const reading = scoreReading(text);
		if (reading) return { ...none, reading };
		const question = {
			field: 'score',
			code: 'unknown-scale',
			params: { value: text },
			options: [],
			default: null
		} as const;
		return { ...none, questions: [question] };
	}
	const source = fields.get('score');
	if (!isFilled(source)) return none;
	const proposed = proposeScore('column' in source ? source.column.name : '', scores);
	// Each row has its own: the column's reading is only for those that lack it.
	return isFilled(fields.get('scale')) ? { ...none, reading: proposed.reading } : proposed;
}

function otherNotes(kind: ImportKind, { fields }: FieldMapping): ImportNote[] {
	const notes: ImportNote[] = [];
	if (kind !== 'releases' && isFilled(fields.get('id'))) notes.push({ field: 'id', code: 'id-known', params: {} });
	if (kind === 'feedback' && isFilled(fields.get('title')))
		notes.push({ field: 'title', code: 'first-line', params: {} });
	return notes;
}

/** Every field with its column, '' where it has none; a JSON key that may still come stays open. */
function columnAnswers(kind: ImportKind, { fields }: FieldMapping, asked: ImportAnswers): Record<string, string> {
	const columns = new Map(Object.entries(asked.columns ?? {}));
	for (const field of [...Object.keys(headersOf(kind)), ...fields.keys()]) {
		const source = fields.get(field);
		if (source === undefined) columns.set(field, '');
		else if ('column' in source && source.column.isMet) columns.set(field, source.column.name);
		else columns.delete(field);
	}
	return Object.fromEntries(columns);
}

/** How the file would be imported, by what is answered and what its names and values tell. */
export async function proposeImport(
	survey: Survey,
	answers: ImportAnswers,
	{ zone, signal }: ImportContext
): Promise<ImportProposal> {
	const kind = answers.kind ?? kindOf(survey);
	const { scale: constantScale, ...constants } = answers.constants ?? {};
	const given = {
		...answers,
		constants,
		...(constantScale !== undefined && { scale: answers.scale ?? constantScale })
	};
	const named = proposeColumns(survey, kind, given);
	const absent = named.questions.length > 0 ? [] : missing(kind, named.mapping, survey);
	const scan = await scanColumns(survey, named.mapping.fields, signal);
	const columns = withoutRepeatedIds(survey, named, scan.hasRepeatedIds);
	const times = proposeTimes(kind, columns.mapping.fields.get('at'), { answers: given, scan, zone });
	const score =
		kind === 'feedback' ? readScores(columns.mapping.fields, given, scan) : { reading: null, notes: [], questions: [] };
	const questions = [...columns.questions, ...absent, ...times.questions, ...score.questions];
	const eventName = absent.find(({ code }) => code === 'event-name')?.default ?? null;
	const fields = new Map(columns.mapping.fields);
	if (eventName !== null) fields.set('name', { constant: eventName });
	const mapping = { ...columns.mapping, fields };
	const isReady = questions.every((question) => question.default !== null);
	const plan: ImportPlan = { kind, mapping, score: score.reading, dayOrder: times.dayOrder, zone: times.zone };
	return {
		kind,
		answers: {
			kind,
			file: survey.choices,
			columns: columnAnswers(kind, mapping, given),
			constants: { ...constants, ...(eventName !== null && { name: eventName }) },
			...(score.reading && { scale: scoreReadingText(score.reading) }),
			...(times.dayOrder && { dayOrder: times.dayOrder }),
			...(times.needsZone && { zone: times.zone })
		},
		questions,
		notes: [...columns.notes, ...otherNotes(kind, mapping), ...times.notes, ...score.notes],
		mapping,
		plan: isReady ? plan : null,
		preview: (rows) => {
			// The ids of a few rows at the top are of no use to a person, and hashing needs tools.
			const reader = createImportRows(plan, { sha256: () => '', now: Date.now });
			return survey.sample.slice(0, rows).map((row) => ({ line: row.line, read: reader(row) }));
		}
	};
}
