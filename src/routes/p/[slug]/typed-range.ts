import { momentOf } from '#lib/domain/time-range.ts';
import { addDays, instantOf, isoDay } from '#lib/ui/zoned-time.ts';
import { completedDays, daysOf, withYear, writtenDay, type WrittenDay } from './written-day.ts';
import { releaseEnd } from './view.ts';

/** What somebody typed as a range: both ends as an address writes them, or what is wrong. */
export type TypedRange =
	| Readonly<{ status: 'range'; from: string; to: string }>
	| Readonly<{ status: 'unreadable'; text: string }>
	| Readonly<{ status: 'backwards' }>;

type Calendar = Readonly<{ nowMs: number; zone: string; versions: readonly string[] }>;

/** One end: as it stands, or a day with or without a clock time. */
type End = Readonly<{ fixed: string }> | Readonly<{ written: WrittenDay; minutes: number | null }>;

const UNITS: readonly (readonly [RegExp, string])[] = [
	[/^(m|min|mins|minutes?|分钟)$/, 'm'],
	[/^(h|hrs?|hours?|小时)$/, 'h'],
	[/^(d|days?|天|日)$/, 'd'],
	[/^(w|wks?|weeks?|周|星期)$/, 'w']
];
const LAST = /^(?:the )?(last |past |最近|过去|近)?\s*(\d{1,6})?\s*个?([a-z]+|分钟|小时|天|日|周|星期)$/;
const CLOCK = /^(?:(.*\S)[ t,]+)?([01]?\d|2[0-3])[:：](\d{2})$/;
const SINCE = [/^(?:since|自|从)\s*(.+?)\s*(?:以来|起|至今)?$/, /^(.+?)\s*(?:发布)?(?:以来|至今)$/];
const TO = /\s*(?:–|—|\.\.+|至|到|~)\s*|\s+(?:-|to|until)\s+/;

const isKnown = (text: string): boolean => momentOf(text) !== null;

/** `24h`, `last 3 days`, `最近 7 天` as `now-…`; `null` when it is none of them. */
function lastOf(text: string): string | null {
	const [, word, amount, name = ''] = LAST.exec(text) ?? [];
	const unit = UNITS.find(([form]) => form.test(name))?.[1];
	if (unit === undefined || (amount === undefined && word === undefined)) return null;
	return `now-${amount ?? 1}${unit}`;
}

const dayAt = (ms: number, zone: string): WrittenDay => {
	const [year = 0, month = 0, day = 0] = isoDay(ms, zone).split('-').map(Number);
	return { year, month, day };
};

function dayNamed(text: string, { nowMs, zone }: Calendar): WrittenDay | null {
	if (text === 'today' || text === '今天') return dayAt(nowMs, zone);
	if (text === 'yesterday' || text === '昨天') return dayAt(addDays(nowMs, -1, zone), zone);
	return writtenDay(text);
}

function endOf(text: string, calendar: Calendar): End | null {
	if (isKnown(text)) return { fixed: text.startsWith('now') ? text : text.toUpperCase() };
	const [, before, hours, minutes] = CLOCK.exec(text) ?? [];
	const written = hours === undefined ? dayNamed(text, calendar) : before ? dayNamed(before, calendar) : UNDATED;
	return written && { written, minutes: hours === undefined ? null : Number(hours) * 60 + Number(minutes) };
}

const UNDATED: WrittenDay = { year: null, month: null, day: null };
const isUndated = ({ year, month, day }: WrittenDay): boolean => year === null && month === null && day === null;

/** As the address writes it: a day, or an instant where a clock time was given. */
function endText(end: End, side: 'first' | 'last', { zone }: Calendar): string | null {
	if ('fixed' in end) return end.fixed;
	const day = daysOf(end.written)?.[side];
	if (day === undefined || end.minutes === null) return day ?? null;
	const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
	return new Date(instantOf({ year, month, day: date }, zone, end.minutes)).toISOString();
}

/** What each end leaves out, as the other one or today says it. */
function completed(from: End, to: End, { nowMs, zone }: Calendar): [End, End] {
	const today = isoDay(nowMs, zone);
	const whole = (end: End): End => ('fixed' in end ? end : { ...end, written: withYear(end.written, today) });
	if ('fixed' in from || 'fixed' in to) return [whole(from), whole(to)];
	const start = isUndated(from.written) ? dayAt(nowMs, zone) : from.written;
	const stop = isUndated(to.written) ? start : to.written;
	const [first, last] = completedDays(start, stop, today);
	return [
		{ ...from, written: first },
		{ ...to, written: last }
	];
}

/** Good enough to tell which end is earlier; the server cuts exactly. */
function roughMs(text: string, { nowMs }: Calendar, side: 'from' | 'to'): number {
	const moment = momentOf(text);
	if (moment) return 'ms' in moment ? moment.ms : nowMs - moment.ageMs;
	return Date.parse(text) + (side === 'to' ? 86_400_000 : 0);
}

function between(from: End | null, to: End | null, text: string, calendar: Calendar): TypedRange {
	if (!from || !to) return { status: 'unreadable', text };
	const [start, stop] = completed(from, to, calendar);
	const ends = { from: endText(start, 'first', calendar), to: endText(stop, 'last', calendar) };
	if (ends.from === null || ends.to === null) return { status: 'unreadable', text };
	if (roughMs(ends.from, calendar, 'from') >= roughMs(ends.to, calendar, 'to')) return { status: 'backwards' };
	return { status: 'range', from: ends.from, to: ends.to };
}

/**
 * Reads `now-24h`, `7d`, `2026-03-01`, `1 Mar – 7 Mar`, `March 2026`, `since 4.2.0`, `最近 7 天`, `3月1日 – 7日`: a day,
 * month or year is meant whole, a single moment up to now.
 */
export function typedRange(typed: string, calendar: Calendar): TypedRange {
	const whole = typed.trim().replace(/\s+/g, ' ');
	const text = whole.toLowerCase();
	const now: End = { fixed: 'now' };
	for (const form of SINCE) {
		const version = form.exec(whole)?.[1] ?? form.exec(text)?.[1];
		if (version === undefined) continue;
		const known = calendar.versions.find((one) => one.toLowerCase() === version.toLowerCase());
		if (known !== undefined) return { status: 'range', from: releaseEnd(known), to: 'now' };
		return between(endOf(version.toLowerCase(), calendar), now, whole, calendar);
	}
	const [first = '', second, more] = text.split(TO);
	if (more !== undefined) return { status: 'unreadable', text: whole };
	const last = lastOf(first);
	if (second !== undefined) {
		const from = last === null ? endOf(first, calendar) : { fixed: last };
		return between(from, endOf(second, calendar), whole, calendar);
	}
	if (last !== null) return between({ fixed: last }, now, whole, calendar);
	const one = endOf(first, calendar);
	const isMoment = one !== null && ('fixed' in one || one.minutes !== null);
	return between(one, isMoment ? now : one, whole, calendar);
}
