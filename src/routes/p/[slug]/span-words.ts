import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';
import { daySpan, moment, type TimeStyle } from '#lib/ui/time-format.ts';
import { addDays, instantOf } from '#lib/ui/zoned-time.ts';
import type { ReadView } from './read-view.ts';
import { ageOf } from './range-shift.ts';
import { isAllTime, releaseOfEnd, type View } from './view.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 604_800_000;

/** A length of time in its largest whole unit: `8 weeks`, `24 hours`, `57 days`; one of a kind is only named. */
export function spanWords(ms: number, locale: Locale): string {
	const counted = (unit: number) => {
		const whole = Math.max(1, Math.round(ms / unit));
		return { count: whole, shown: count(whole, locale) };
	};
	if (ms >= 2 * WEEK_MS && ms % WEEK_MS === 0) return m.span_weeks(counted(WEEK_MS));
	if (ms > DAY_MS) return m.span_days(counted(DAY_MS));
	if (ms >= HOUR_MS) return m.span_hours(counted(HOUR_MS));
	return m.span_minutes(counted(MINUTE_MS));
}

/** The range by name where it has one, else by its days: `Last 8 weeks`, `1 Aug – 26 Sep 2018`. */
export function rangeName(read: ReadView, style: TimeStyle): string {
	if (isAllTime(read.view)) return m.scope_all_time();
	if (read.lastMs !== null) return m.scope_last({ span: spanWords(read.lastMs, style.locale) });
	const version = read.view.to === 'now' ? releaseOfEnd(read.view.from) : null;
	return version === null ? rangeDays(read, style) : m.scope_since({ version });
}

type Ends = Pick<View, 'from' | 'to'>;

/** As `rangeName`, of ends that no server has read; `null` where only the server knows when they are. */
export function endsName({ from, to }: Ends, style: TimeStyle, nowMs: number): string | null {
	const version = releaseOfEnd(from);
	if (to === 'now' && version !== null) return m.scope_since({ version });
	const age = ageOf(from);
	if (to === 'now' && age !== null) return m.scope_last({ span: spanWords(age, style.locale) });
	const ends = { fromMs: endGuess(from, 0, style.zone, nowMs), toMs: endGuess(to, 1, style.zone, nowMs) };
	return Number.isNaN(ends.fromMs) || Number.isNaN(ends.toMs) ? null : rangeDays(ends, style);
}

/** `days`: how many of a day itself lie before the end. */
function endGuess(text: string, days: 0 | 1, zone: string, nowMs: number): number {
	const age = ageOf(text);
	if (age !== null) return nowMs - age;
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Date.parse(text);
	const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
	return addDays(instantOf({ year, month, day }, zone), days, zone);
}

/** As `rangeName`, inside of a sentence. */
export function rangeNameWithin(read: ReadView, style: TimeStyle): string {
	if (read.lastMs === null) return rangeDays(read, style);
	return m.stat_last({ span: spanWords(read.lastMs, style.locale) });
}

/** The days of the range; clock times too when it is shorter than two days. */
export function rangeDays({ fromMs, toMs }: Pick<ReadView, 'fromMs' | 'toMs'>, style: TimeStyle): string {
	if (toMs - fromMs > 2 * DAY_MS) return daySpan(fromMs, toMs, style);
	return `${moment(fromMs, style)} – ${moment(toMs, style)}`;
}
