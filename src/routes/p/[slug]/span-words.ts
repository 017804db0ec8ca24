import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';
import { daySpan, moment, type TimeStyle } from '#lib/ui/time-format.ts';
import type { ReadView } from './read-view.ts';
import { isAllTime } from './view.ts';

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
	return rangeDays(read, style);
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
