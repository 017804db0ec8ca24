import { z } from 'zod';
import { pastInstant } from './instant.ts';
import { isObject } from './is-object.ts';
import { isScale, SCALES, SCALE_NAMES, type Scale } from './scale.ts';

export const TEXT_CODE_POINTS = 20_000;
export const MOST_ATTRIBUTES = 50;

/** Code points, not UTF-16 units; the cheap bound first. */
const codePointsWithin = (text: string, most: number): boolean => text.length <= most || [...text].length <= most;

const shortText = (most: number) =>
	z.string('Must be a text.').refine((text) => codePointsWithin(text, most), `At most ${most} characters.`);

/** Half a surrogate pair cannot be stored as such, so its row would not be found again by its id. */
export const RowId = shortText(128)
	.refine((id) => id !== '', 'Must not be empty; leave it out instead.')
	.refine((id) => id.isWellFormed(), 'Must not contain half a surrogate pair.');

const ATTRIBUTES_AS_JSON_SCHEMA = {
	type: 'object',
	maxProperties: MOST_ATTRIBUTES,
	additionalProperties: { type: ['string', 'number', 'boolean'] }
};

/** What is wrong with an attribute; `null` when nothing is. */
export function attributeProblem(name: string, value: unknown): string | null {
	if (!codePointsWithin(name, 128)) return 'Has a name of more than 128 characters.';
	if (typeof value === 'string')
		return codePointsWithin(value, TEXT_CODE_POINTS) ? null : `At most ${TEXT_CODE_POINTS} characters.`;
	return typeof value === 'boolean' || Number.isFinite(value) ? null : 'Must be a text, a number or true/false.';
}

/** Flat values, kept as text: what a customer's plan or country was when they answered. One pass: every row has some. */
export const Attributes = z
	.custom<Readonly<Record<string, unknown>>>(
		(value) => isObject({ value }),
		'Must be an object with a text, number or true/false by name.'
	)
	.meta(ATTRIBUTES_AS_JSON_SCHEMA)
	.transform((attributes, context): (readonly [string, string])[] => {
		const entries = Object.entries(attributes);
		if (entries.length > MOST_ATTRIBUTES)
			context.addIssue({ code: 'custom', message: `At most ${MOST_ATTRIBUTES} attributes.` });
		return entries.map(([name, value]) => {
			const message = attributeProblem(name, value);
			if (message === null) return [name, String(value)] as const;
			context.addIssue({ code: 'custom', path: [name], message });
			return [name, ''] as const;
		});
	});

/** One answer as it is stored. Absent texts are '', an absent score is `null`. */
export type FeedbackRow = Readonly<{
	id: string;
	/** Whether the sender chose the id; only then can the row be a duplicate. */
	ownId: boolean;
	atMs: number;
	scale: Scale | null;
	score: number | null;
	text: string;
	customer: string;
	version: string;
	channel: string;
	lang: string;
	attributes: readonly (readonly [string, string])[];
}>;

/** One thing a customer did, as it is stored. */
export type EventRow = Readonly<{
	id: string;
	ownId: boolean;
	atMs: number;
	name: string;
	value: number | null;
	customer: string;
	version: string;
	attributes: readonly (readonly [string, string])[];
}>;

/** What both kinds of rows need to become complete. */
export type RowContext = Readonly<{ now: () => number; newId: () => string }>;

/** Looks at the fields together even where one of them is wrong already: every error comes at once. */
function checkScore(
	row: { scale?: unknown; score?: unknown; text?: unknown },
	context: Pick<z.RefinementCtx, 'addIssue'>
): void {
	const { scale, score, text } = row;
	const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
	if (score !== undefined && scale === undefined) issue('scale', 'A score needs its scale.');
	if (scale !== undefined && score === undefined) issue('score', 'A scale needs its score.');
	if (typeof score === 'number' && Number.isFinite(score) && typeof scale === 'string' && isScale(scale)) {
		const { min, max } = SCALES[scale];
		if (score < min || score > max) issue('score', `Must be ${min} to ${max} on the ${scale} scale.`);
	}
	if (score === undefined && (text === undefined || text === '')) issue('text', 'A score or a text is needed.');
}

/** One answer as a client sends it, parsed to a `FeedbackRow`. */
export const feedbackSchema = ({ now, newId }: RowContext) =>
	z
		.strictObject({
			id: RowId.optional(),
			at: pastInstant(now).optional(),
			scale: z.enum(SCALE_NAMES, `Must be one of ${SCALE_NAMES.join(', ')}.`).optional(),
			score: z.number('Must be a number.').int('Must be a whole number.').optional(),
			text: shortText(TEXT_CODE_POINTS).optional(),
			customer: shortText(256).optional(),
			version: shortText(256).optional(),
			channel: shortText(256).optional(),
			lang: shortText(64).optional(),
			attributes: Attributes.optional()
		})
		.superRefine(checkScore, { when: isObject })
		.transform((row): FeedbackRow => ({
			id: row.id ?? newId(),
			ownId: row.id !== undefined,
			atMs: row.at ?? now(),
			scale: row.scale ?? null,
			score: row.score ?? null,
			text: row.text ?? '',
			customer: row.customer ?? '',
			version: row.version?.trim() ?? '',
			channel: row.channel ?? '',
			lang: row.lang ?? '',
			attributes: row.attributes ?? []
		}));

/** One event as a client sends it, parsed to an `EventRow`. */
export const eventSchema = ({ now, newId }: RowContext) =>
	z
		.strictObject({
			id: RowId.optional(),
			at: pastInstant(now).optional(),
			name: shortText(200).refine((name) => name.trim() !== '', 'Must not be empty.'),
			value: z.number('Must be a number.').optional(),
			customer: shortText(256).optional(),
			version: shortText(256).optional(),
			attributes: Attributes.optional()
		})
		.transform((row): EventRow => ({
			id: row.id ?? newId(),
			ownId: row.id !== undefined,
			atMs: row.at ?? now(),
			name: row.name,
			value: row.value ?? null,
			customer: row.customer ?? '',
			version: row.version?.trim() ?? '',
			attributes: row.attributes ?? []
		}));
