import { feedbackSchema } from '#lib/domain/feedback.ts';
import type { Scale } from '#lib/domain/scale.ts';
import { cellReader, type FieldMapping } from './field-mapping.ts';
import { attributeName, isAttribute } from './fields.ts';
import { scoreRead, type ScoreReading } from './score-reading.ts';
import { writtenScale, writtenScore } from './score-scale.ts';
import { plainNumber } from './plain-number.ts';
import { quotedCell, type FieldError, type ReadableRow } from './source-row.ts';
import { writtenTime, type TimePlan } from './written-time.ts';

/** How cells become feedback. */
export type FeedbackPlan = Readonly<{
	mapping: FieldMapping;
	/** For rows whose own scale is empty. */
	score: ScoreReading | null;
	times: TimePlan;
}>;

/** One answer as it is posted; what is empty is undefined, and absent from the JSON. The order of its fields never changes: an id is the hash of its JSON. */
export type FeedbackToSend = Readonly<{
	at: number;
	scale?: Scale;
	score?: number;
	text?: string;
	customer?: string;
	version?: string;
	channel?: string;
	lang?: string;
	attributes?: Readonly<Record<string, unknown>>;
}>;

/** `json` is the feedback's, without the id. */
export type FeedbackRead =
	Readonly<{ id: string; feedback: FeedbackToSend; json: string }> | Readonly<{ errors: FieldError[] }>;

/** The instant in a cell, read as the plan says. */
export function instantOf(cell: string, { dayOrder, clock }: TimePlan): number | null {
	const time = writtenTime(cell, dayOrder);
	if (!time) return null;
	return 'instantMs' in time ? time.instantMs : clock(time.wallMs);
}

export const timeError = (cell: string): FieldError => ({
	path: 'at',
	message: cell === '' ? 'Is empty.' : `${quotedCell(cell)} is no time that can be read.`
});

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** A row's attributes: its own of JSON, and those that columns fill; names in order, nothing empty. */
export function createAttributes({ fields }: FieldMapping) {
	const readers = [...fields]
		.filter(([field]) => isAttribute(field))
		.map(([field, source]) => [attributeName(field), cellReader(source)] as const);
	return ({ cells, attributes }: ReadableRow): Record<string, unknown> | undefined => {
		if (readers.length === 0 && !attributes) return undefined;
		const own = readers.map(([name, read]) => [name, read(cells)] as const).filter(([, value]) => value !== '');
		const all = Object.entries({ ...attributes, ...Object.fromEntries(own) }).filter(([, value]) => value !== null);
		return all.length === 0 ? undefined : Object.fromEntries(all.sort(byName));
	};
}

/** `original` is what was written, where it is not what is sent. */
type ScoreHere = Readonly<{ scale?: Scale; score?: number; original?: string }>;

function createScores({ mapping, score: reading }: FeedbackPlan) {
	const readScore = cellReader(mapping.fields.get('score'));
	const readScale = cellReader(mapping.fields.get('scale'));
	return (cells: readonly string[]): ScoreHere | FieldError => {
		const written = readScore(cells);
		if (written === '') return {};
		const writtenHere = readScale(cells);
		const rowScale = writtenHere === '' ? (reading?.scale ?? null) : writtenScale(writtenHere);
		if (rowScale === null && writtenHere !== '')
			return { path: 'scale', message: `${quotedCell(writtenHere)} is no scale.` };
		const score = writtenScore(written, rowScale);
		if (score === null) return { path: 'score', message: `${quotedCell(written)} is not a number.` };
		if (rowScale === null) return { score };
		if (reading === null || writtenHere !== '' || reading.how === 'whole') return { scale: rowScale, score };
		const read = scoreRead(score, reading);
		// A column is kept or not as a whole, so that a row says the same whichever rows stand beside it.
		return { scale: rowScale, score: read, original: written };
	};
}

/** What was written stays readable under `attributes.rating`, unless the row has such an attribute of its own. */
const withOriginal = (attributes: Record<string, unknown> | undefined, original: string | undefined) =>
	original === undefined
		? attributes
		: Object.fromEntries(Object.entries({ rating: original, ...attributes }).sort(byName));

const withTitle = (title: string, text: string): string => (title && text ? `${title}\n${text}` : title || text);

/**
 * From a row of a file to feedback, checked by the rules that the server has, so that a dry run rejects what an import does.
 * @param newId for rows without an id, from the JSON of what they say
 */
export function createFeedbackRows(plan: FeedbackPlan, newId: (content: string) => string, now: () => number) {
	const read = (field: string) => cellReader(plan.mapping.fields.get(field));
	const [id, at, title, text] = [read('id'), read('at'), read('title'), read('text')];
	const [customer, version, channel, lang] = [read('customer'), read('version'), read('channel'), read('lang')];
	const scores = createScores(plan);
	const attributesOf = createAttributes(plan.mapping);
	const schema = feedbackSchema({ now, newId: () => '' });

	return (row: ReadableRow): FeedbackRead => {
		const { cells } = row;
		const writtenAt = at(cells);
		const instant = instantOf(writtenAt, plan.times);
		const scored = scores(cells);
		if (instant === null || 'path' in scored)
			return { errors: [instant === null ? [timeError(writtenAt)] : [], 'path' in scored ? [scored] : []].flat() };
		const feedback: FeedbackToSend = {
			at: instant,
			scale: scored.scale,
			score: scored.score,
			text: withTitle(title(cells), text(cells)) || undefined,
			customer: plainNumber(customer(cells)) || undefined,
			version: version(cells) || undefined,
			channel: channel(cells) || undefined,
			lang: lang(cells) || undefined,
			attributes: withOriginal(attributesOf(row), scored.original)
		};
		const ownId = id(cells);
		const checked = schema.safeParse(ownId === '' ? feedback : { ...feedback, id: ownId });
		if (!checked.success)
			return { errors: checked.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
		const json = JSON.stringify(feedback);
		return { id: ownId === '' ? newId(json) : ownId, feedback, json };
	};
}
