import { attributeProblem, MOST_ATTRIBUTES, TEXT_CODE_POINTS, type FeedbackRow, type RowContext } from './feedback.ts';
import { instantMs } from './instant-ms.ts';
import { isScale, SCALES, type Scale } from './scale.ts';

const FIELDS = new Set('id at scale score text customer version channel lang attributes'.split(' '));
const DAY_MS = 86_400_000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** '' where the field is absent; `null` where the schema has to look. UTF-16 units bound code points. */
const plainText = (value: unknown, most: number): string | null =>
	value === undefined ? '' : typeof value === 'string' && value.length <= most ? value : null;

function plainInstant(value: unknown, nowMs: number): number | null {
	if (value === undefined) return nowMs;
	const ms = typeof value === 'number' || typeof value === 'string' ? instantMs(value) : null;
	return ms !== null && ms <= nowMs + DAY_MS ? ms : null;
}

function plainScore(scale: unknown, score: unknown): { scale: Scale; score: number } | null {
	if (typeof scale !== 'string' || !isScale(scale) || typeof score !== 'number' || !Number.isInteger(score))
		return null;
	const { min, max } = SCALES[scale];
	return score >= min && score <= max ? { scale, score } : null;
}

function plainAttributes(value: unknown): FeedbackRow['attributes'] | null {
	if (value === undefined) return [];
	if (!isRecord(value)) return null;
	const entries = Object.entries(value);
	const isPlain =
		entries.length <= MOST_ATTRIBUTES && entries.every(([name, one]) => attributeProblem(name, one) === null);
	return isPlain ? entries.map(([name, one]) => [name, String(one)] as const) : null;
}

/**
 * The row of an answer that is plainly right, as `feedbackSchema` gives it but in a third of the time; most rows are.
 * `null` says nothing about the answer: the schema decides, and words what is wrong.
 */
export function plainFeedback(value: unknown, { now, newId }: RowContext): FeedbackRow | null {
	if (!isRecord(value)) return null;
	for (const field in value) if (!FIELDS.has(field) || value[field] === undefined) return null;
	const id = plainText(value.id, 128);
	const text = plainText(value.text, TEXT_CODE_POINTS);
	const customer = plainText(value.customer, 256);
	const version = plainText(value.version, 256);
	const channel = plainText(value.channel, 256);
	const lang = plainText(value.lang, 64);
	if (id === null || text === null || customer === null || version === null || channel === null || lang === null)
		return null;
	const ownId = value.id !== undefined;
	if (ownId && (id === '' || !id.isWellFormed())) return null;
	const isScored = value.scale !== undefined || value.score !== undefined;
	const scored = isScored ? plainScore(value.scale, value.score) : { scale: null, score: null };
	const atMs = plainInstant(value.at, now());
	const attributes = plainAttributes(value.attributes);
	if (scored === null || atMs === null || attributes === null || (!isScored && text === '')) return null;
	return {
		id: ownId ? id : newId(),
		ownId,
		atMs,
		...scored,
		...{ text, customer, version: version.trim(), channel, lang, attributes }
	};
}
