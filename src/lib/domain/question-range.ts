import { bucketAround, bucketEdges, MOST_BUCKETS } from './buckets.ts';
import type { BucketWidth, Question } from './question.ts';
import { isRelative, type Moment, type TimeRange } from './time-range.ts';

/** A question that is well formed but cannot be answered; the door says so with 422 at `path`. */
export class QuestionError extends Error {
	readonly path: string;

	constructor(path: string, message: string) {
		super(message);
		this.path = path;
	}
}

/** The range of a question at one moment; whole buckets, save for `all`. */
export type ResolvedRange = TimeRange &
	Readonly<{
		/** The start of each bucket, then the end of the last. */
		edgesMs: readonly number[];
		/** The first instant at which the range will be another one; `null` for a range that stands still. */
		movesAtMs: number | null;
	}>;

const MINUTE_MS = 60_000;

/** Where one end lies and when it moves on. */
type End = Readonly<{ ms: number; movesAtMs: number | null }>;

/** Nothing is stored from before 1970. */
const agoMs = (nowMs: number, ageMs: number): number => Math.max(0, nowMs - ageMs);

/** `all` has no buckets to open: its "now" is the end of the current minute, so that rows count as they arrive. */
function endOfAll(moment: Moment, nowMs: number): End {
	if (!isRelative(moment)) return { ms: moment.ms, movesAtMs: null };
	const minuteEndMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
	return { ms: agoMs(minuteEndMs, moment.ageMs), movesAtMs: minuteEndMs };
}

function endOnEdge(
	moment: Moment,
	nowMs: number,
	{ side, width, zone }: { side: 'from' | 'to'; width: Exclude<BucketWidth, 'all'>; zone: string }
): End {
	const ms = isRelative(moment) ? agoMs(nowMs, moment.ageMs) : moment.ms;
	const bucket = bucketAround(ms, width, zone);
	if (isRelative(moment))
		return { ms: side === 'from' ? bucket.fromMs : bucket.toMs, movesAtMs: bucket.toMs + moment.ageMs };
	return { ms: side === 'from' || bucket.fromMs === ms ? bucket.fromMs : bucket.toMs, movesAtMs: null };
}

const earlier = (a: number | null, b: number | null): number | null =>
	a === null ? b : b === null ? a : Math.min(a, b);

/**
 * The range of a question as its zone cuts it at `nowMs`: `from` moved down and `to` up to an edge (not for `all`).
 * A fixed `to` on an edge stays; a relative one gives the next edge after it, so the open bucket is listed and the
 * range moves only when the clock passes an edge.
 * @throws QuestionError when nothing lies between `from` and `to`, or more buckets than a series may have
 */
export function resolveRange(
	{ from, to, bucket }: Pick<Question, 'from' | 'to' | 'bucket'>,
	zone: string,
	nowMs: number
): ResolvedRange {
	const exactMs = (moment: Moment): number => (isRelative(moment) ? nowMs - moment.ageMs : moment.ms);
	if (exactMs(from) >= exactMs(to)) throw new QuestionError('from', 'Must be earlier than "to".');
	const end = (moment: Moment, side: 'from' | 'to'): End =>
		bucket === 'all' ? endOfAll(moment, nowMs) : endOnEdge(moment, nowMs, { side, width: bucket, zone });
	const start = end(from, 'from');
	const stop = end(to, 'to');
	const range = { fromMs: start.ms, toMs: stop.ms };
	if (range.fromMs >= range.toMs) throw new QuestionError('from', 'Must be earlier than "to".');
	const edgesMs = bucketEdges(range, bucket, zone);
	if (!edgesMs)
		throw new QuestionError(
			'bucket',
			`Gives over ${MOST_BUCKETS.toLocaleString('en')} buckets. Choose a wider bucket or a shorter range.`
		);
	return { ...range, edgesMs, movesAtMs: earlier(start.movesAtMs, stop.movesAtMs) };
}
