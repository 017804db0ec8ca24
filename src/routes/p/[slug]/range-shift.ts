import { isRelative, momentOf } from '#lib/domain/time-range.ts';
import { shiftedBack, type TimeShift } from '#lib/ui/time-shift.ts';
import { addDays, instantOf, isoDay } from '#lib/ui/zoned-time.ts';
import type { ReadView } from './read-view.ts';
import type { Compare, View } from './view.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 604_800_000;

/** Both ends as a question wants them: relative ones stay relative and move with the server's clock. */
export type Range = Readonly<{ from: string | number; to: string | number }>;

/** `now-112d`: in the widest unit that says it exactly, as a relative time holds six digits only. */
export function relativeText(ageMs: number): string {
	if (ageMs <= 0) return 'now';
	if (ageMs % DAY_MS === 0) return `now-${ageMs / DAY_MS}d`;
	return ageMs % HOUR_MS === 0 ? `now-${ageMs / HOUR_MS}h` : `now-${Math.round(ageMs / MINUTE_MS)}m`;
}

/** How long before now an end lies that moves with the clock; `null` for a fixed one. */
export function ageOf(end: string): number | null {
	const moment = momentOf(end);
	return moment && isRelative(moment) ? moment.ageMs : null;
}

/** How many days of the calendar lie between two instants that show the same time of day; `null` for any others. */
function wholeDays(fromMs: number, toMs: number, zone: string): number | null {
	const days = Math.round((toMs - fromMs) / DAY_MS);
	return days > 0 && addDays(fromMs, days, zone) === toMs ? days : null;
}

type Cut = Pick<ReadView, 'view' | 'fromMs' | 'toMs' | 'zone'>;

/** The length of a range: in days where it is made of whole ones, so that daylight saving moves no edge. */
export function lengthOf({ view, fromMs, toMs, zone }: Cut): TimeShift {
	const ages = [ageOf(view.from), ageOf(view.to)] as const;
	const isMoving = ages[0] !== null && ages[1] !== null;
	// What moves with the clock is so many hours long, whatever the wall says.
	const days = isMoving ? (toMs - fromMs) / DAY_MS : wholeDays(fromMs, toMs, zone);
	return days !== null && Number.isInteger(days) ? { days } : { ms: toMs - fromMs };
}

/** How far back the range lies that another one is compared with. */
export function compareShift(read: Cut, compare: Compare): TimeShift {
	if (compare === 'period') return lengthOf(read);
	// The hour that daylight saving adds to seven days makes them no longer than a week.
	const weeks = Math.max(1, Math.ceil((read.toMs - read.fromMs - 2 * HOUR_MS) / WEEK_MS));
	return { days: weeks * 7 };
}

/** The range so far back. What moves with the clock stays so, by the wall of today. */
export function rangeBack({ view, fromMs, toMs, zone, nowMs }: Cut & { nowMs: number }, shift: TimeShift): Range {
	const isMoving = ageOf(view.from) !== null || 'days' in shift;
	const end = (text: string, ms: number): string | number => {
		const backMs = Math.max(0, shiftedBack(ms, shift, zone));
		return isMoving && ageOf(text) !== null ? relativeText(nowMs - backMs) : backMs;
	};
	return { from: end(view.from, fromMs), to: end(view.to, toMs) };
}

const isDayStart = (ms: number, zone: string): boolean => {
	const [year = 0, month = 0, day = 0] = isoDay(ms, zone).split('-').map(Number);
	return instantOf({ year, month, day }, zone) === ms;
};

/** Two instants as an address writes them best: as days where both are midnights. */
export function endsText(fromMs: number, toMs: number, zone: string): Pick<View, 'from' | 'to'> {
	const [from, to] = [Math.max(0, fromMs), Math.max(0, toMs)];
	if (isDayStart(from, zone) && isDayStart(to, zone)) return { from: isoDay(from, zone), to: isoDay(to - 1, zone) };
	return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

type Ends = Pick<View, 'from' | 'to'>;

/** The range beside it, of the same length: the one before, or the one after; `null` where that has not begun. */
export function stepped(read: Cut & { nowMs: number }, step: -1 | 1): Ends | null {
	const { view, fromMs, toMs, zone, nowMs } = read;
	const [fromAge, toAge] = [ageOf(view.from), ageOf(view.to)];
	const length = lengthOf(read);
	if (fromAge !== null && toAge !== null) {
		if (step === 1 && toAge === 0) return null;
		const next = Math.max(0, toAge - step * (fromAge - toAge));
		return { from: relativeText(next + fromAge - toAge), to: relativeText(next) };
	}
	if (step === -1) return fromMs <= 0 ? null : endsText(shiftedBack(fromMs, length, zone), fromMs, zone);
	if (toMs >= nowMs) return null;
	const forward = 'days' in length ? { days: -length.days } : { ms: -length.ms };
	return endsText(toMs, shiftedBack(toMs, forward, zone), zone);
}

/** Twice as long around the same middle; up to now where it ended there. */
export function widened({ view, fromMs, toMs, zone, nowMs }: Cut & { nowMs: number }): Ends {
	const half = (toMs - fromMs) / 2;
	const fromAge = ageOf(view.from);
	if (view.to === 'now' && fromAge !== null) return { from: relativeText(2 * fromAge), to: 'now' };
	const days = 'days' in lengthOf({ view, fromMs, toMs, zone }) ? Math.ceil(half / DAY_MS) : null;
	const from = days === null ? fromMs - half : addDays(fromMs, -days, zone);
	if (view.to === 'now') return { from: endsText(from, toMs, zone).from, to: 'now' };
	const to = days === null ? toMs + half : addDays(toMs, days, zone);
	return to >= nowMs && toMs <= nowMs ? { from: endsText(from, from, zone).from, to: 'now' } : endsText(from, to, zone);
}

/** What was marked on a chart; an end in the bucket that is still open goes on with the clock. */
export function zoomed(
	{ view, zone }: Cut,
	{ startMs, endMs, isOpen }: Readonly<{ startMs: number; endMs: number; isOpen: boolean }>
): Ends {
	const ends = endsText(startMs, endMs, zone);
	return isOpen && view.to === 'now' ? { from: ends.from, to: 'now' } : ends;
}
