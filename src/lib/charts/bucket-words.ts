import { clock, dayMonth, dayMonthYear, monthYear, type TimeStyle } from '#lib/ui/time-format.ts';
import { zonedTime } from '#lib/ui/zoned-time.ts';
import type { Grain } from './bucket-points.ts';

/**
 * A bucket's name: `4 Sep, 07:00`, `4 Sep`, `3 – 9 Sep`, `Sep 2018`; with its year where the range leaves one.
 */
export function bucketLabel(
	{ startMs, endMs }: { startMs: number; endMs: number },
	grain: Grain,
	style: TimeStyle,
	withYear = false
): string {
	if (grain === 'month') return monthYear(startMs, style);
	const day = withYear ? dayMonthYear : dayMonth;
	if (grain === 'day') return day(startMs, style);
	if (grain === 'week') return weekLabel(startMs, endMs - 1, style, withYear);
	return `${day(startMs, style)}${style.locale === 'zh-CN' ? ' ' : ', '}${clock(startMs, style)}`;
}

function weekLabel(startMs: number, lastMs: number, style: TimeStyle, withYear: boolean): string {
	const first = zonedTime(startMs, style.zone);
	const last = zonedTime(lastMs, style.zone);
	if (style.locale === 'zh-CN') {
		const end = first.month === last.month ? `${last.day}日` : dayMonth(lastMs, style);
		return `${(withYear ? dayMonthYear : dayMonth)(startMs, style)} – ${end}`;
	}
	const start = first.month === last.month ? String(first.day) : dayMonth(startMs, style);
	return `${start} – ${(withYear ? dayMonthYear : dayMonth)(lastMs, style)}`;
}
