import type { BucketWidth } from './question.ts';
import type { TimeRange } from './time-range.ts';
import { offsetRanges, type OffsetRange } from './zone-offsets.ts';

/** A series with more would be a download, not a chart. */
export const MOST_BUCKETS = 10_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** No bucket is longer than this, whatever the zone does: a week can lose a day, a day can have 47 hours. */
const REACH_MS = { hour: 2 * HOUR_MS, day: 4 * DAY_MS, week: 11 * DAY_MS, month: 40 * DAY_MS } as const;

/**
 * Months since year 0 of a day counted from 1970-01-01.
 * @see Hinnant (2013), chrono-Compatible Low-Level Date Algorithms, civil_from_days
 */
function monthOfDay(day: number): number {
	const shifted = day + 719_468;
	const era = Math.floor(shifted / 146_097);
	const dayOfEra = shifted - era * 146_097;
	const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
	const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	return (yearOfEra + era * 400) * 12 + Math.floor((5 * dayOfYear + 2) / 153);
}

/** The number of the bucket in which a local day lies; days count from 1970-01-01, which was a Thursday. */
const CALENDAR = {
	day: (day: number) => day,
	week: (day: number) => Math.floor((day + 3) / 7),
	month: monthOfDay
} as const;

/**
 * Where the first instant of each local day, week or month lies. A midnight that does not exist gives the first
 * instant after it, a midnight that comes twice its first, a skipped date nothing.
 */
function* calendarEdges(ranges: readonly OffsetRange[], bucketOf: (day: number) => number): Generator<number> {
	let latest: number | null = null;
	for (const { fromMs, toMs, offsetMs } of ranges) {
		const firstDay = Math.floor((fromMs + offsetMs) / DAY_MS);
		// What was going on when the search began, began before it.
		latest ??= bucketOf(firstDay);
		for (let day = firstDay; day * DAY_MS - offsetMs < toMs; day++) {
			const bucket = bucketOf(day);
			if (bucket <= latest) continue;
			latest = bucket;
			yield Math.max(fromMs, day * DAY_MS - offsetMs);
		}
	}
}

/**
 * Where the local clock shows a full hour. Where it moves by a part of an hour (Lord Howe's summer time), one more
 * bucket begins at that moment, so that none mixes two offsets or lasts longer than an hour.
 */
function* hourEdges(ranges: readonly OffsetRange[]): Generator<number> {
	let previousOffsetMs: number | null = null;
	for (const { fromMs, toMs, offsetMs } of ranges) {
		if (previousOffsetMs !== null && (offsetMs - previousOffsetMs) % HOUR_MS !== 0) yield fromMs;
		previousOffsetMs = offsetMs;
		const first = Math.ceil((fromMs + offsetMs) / HOUR_MS) * HOUR_MS - offsetMs;
		for (let edge = first; edge < toMs; edge += HOUR_MS) yield edge;
	}
}

function* minuteEdges({ fromMs }: TimeRange): Generator<number> {
	for (let edge = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS; ; edge += MINUTE_MS) yield edge;
}

function edgesAround(range: TimeRange, width: Exclude<BucketWidth, 'all'>, zone: string): Iterable<number> {
	if (width === 'minute') return minuteEdges(range);
	const reachMs = REACH_MS[width];
	const fromMs = range.fromMs - reachMs;
	// A stretch can be years long, the more so in UTC: what lies before is not walked through.
	const ranges = offsetRanges(zone, { fromMs, toMs: range.toMs + reachMs }).map((one) => ({
		...one,
		fromMs: Math.max(one.fromMs, fromMs)
	}));
	return width === 'hour' ? hourEdges(ranges) : calendarEdges(ranges, CALENDAR[width]);
}

/**
 * The edges of the buckets that touch `range`, in order: the start of each bucket, then the end of the last. Buckets
 * of minutes are the clock's in UTC; wider ones are cut in `zone`; `all` is the range itself.
 * @returns `null` when there are more than `MOST_BUCKETS`
 */
export function bucketEdges(range: TimeRange, width: BucketWidth, zone: string): readonly number[] | null {
	if (width === 'all') return [range.fromMs, range.toMs];
	// None is longer, so this many are needed at least; said before any is made.
	if ((range.toMs - range.fromMs) / (width === 'minute' ? MINUTE_MS : REACH_MS[width]) > MOST_BUCKETS) return null;
	const edges: number[] = [];
	for (const edge of edgesAround(range, width, zone)) {
		if (edge <= range.fromMs) edges[0] = edge;
		else if (edges.at(-1) !== edge) edges.push(edge);
		if (edge >= range.toMs) return edges;
		if (edges.length > MOST_BUCKETS) return null;
	}
	throw new RangeError(`no end of a ${width} after ${range.toMs} in ${zone}`);
}

/** The start of the bucket around an instant, and its end, which is later than the instant. */
export function bucketAround(ms: number, width: Exclude<BucketWidth, 'all'>, zone: string): TimeRange {
	const [fromMs, toMs] = bucketEdges({ fromMs: ms, toMs: ms + 1 }, width, zone) ?? [];
	if (fromMs === undefined || toMs === undefined) throw new RangeError(`no ${width} around ${ms} in ${zone}`);
	return { fromMs, toMs };
}
