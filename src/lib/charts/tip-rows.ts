import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';
import { weekday } from '#lib/ui/time-format.ts';
import { zonedTime } from '#lib/ui/zoned-time.ts';
import type { Point } from './bucket-points.ts';
import { bucketLabel } from './bucket-words.ts';
import { differenceText, intervalText, valueText, type Unit } from './metric-format.ts';
import { periodChange } from './period-change.ts';
import type { TimeModel } from './time-model.ts';

/** One line of a tooltip or a table: everything is text, `n` always stands behind a rate. */
export type PointRow = Readonly<{
	label: string;
	/** `null` for what was there before. */
	hue: number | null;
	value: string;
	interval: string;
	n: string;
}>;

/** An en dash where nothing was answered: nothing is not zero. */
const NOTHING = '–';

/** A point's numbers as text. */
export function pointTexts(unit: Unit, point: Point, locale: Locale): Omit<PointRow, 'label' | 'hue'> {
	const { n, value, low, high, approximate } = point;
	const shown = value === null ? NOTHING : valueText(unit, value, n, locale);
	const interval = low === null || high === null || value === null ? '' : intervalText(unit, { low, high }, n, locale);
	return { value: approximate ? m.format_about({ value: shown }) : shown, interval, n: count(n, locale) };
}

/** The name of a bucket, with its weekday for a day and the word for an open one. */
export function spanTitle(model: TimeModel, index: number): string {
	const span = model.spans[index];
	if (!span) return '';
	const name = bucketLabel(span, model.grain, model.style, model.withYear);
	const named = model.grain === 'day' ? `${weekday(span.startMs, model.style)} ${name}` : name;
	return span.state === 'open' ? `${named} · ${m.chart_so_far()}` : named;
}

/** From the first of the marked buckets to the last. */
export function markedTitle(model: TimeModel, { first, last }: { first: number; last: number }): string {
	const title = spanTitle(model, first);
	return first === last ? title : m.format_to({ low: title, high: spanTitle(model, last) });
}

/** The lines' points at one bucket, the highest value first. */
export function tipRows(model: TimeModel, index: number): PointRow[] {
	const rows = model.lines
		.flatMap(({ label, hue, points }) => {
			const point = points[index];
			return point && point.state !== 'ahead' ? [{ label, hue, point }] : [];
		})
		.sort((one, other) => (other.point.value ?? -Infinity) - (one.point.value ?? -Infinity))
		.map(({ label, hue, point }) => ({
			label,
			hue,
			...pointTexts(model.metric.unit, point, model.style.locale)
		}));
	const before = besideRow(model, index);
	return before ? [...rows.map((row) => ({ ...row, label: m.compare_this() })), before] : rows;
}

/** What was there before, under the name of its own bucket. */
export function besideRow(model: TimeModel, index: number): PointRow | null {
	const point = model.compared?.points[index];
	if (!point || point.state === 'ahead') return null;
	const years = [point.startMs, model.spans[index]?.startMs ?? point.startMs].map(
		(ms) => zonedTime(ms, model.style.zone).year
	);
	const label = bucketLabel(point, model.grain, model.style, new Set(years).size > 1);
	const named = model.grain === 'day' ? `${weekday(point.startMs, model.style)} ${label}` : label;
	return { label: named, hue: null, ...pointTexts(model.metric.unit, point, model.style.locale) };
}

/** How a bucket differs from what was there before, with its sign; `null` where nothing can be compared. */
export function besideChange({ compared, lines, metric, style }: TimeModel, index: number): string | null {
	const [now, before] = [lines[0]?.points[index], compared?.points[index]];
	// A bucket that is still open is shorter than the one it is laid beside.
	if (!now || !before || now.state !== 'closed') return null;
	const change = periodChange(metric.unit, before, now);
	return change && differenceText(metric.unit, change, style.locale).estimate;
}

/** A bucket's numbers as one sentence, for those who move with the arrow keys. */
export function spokenPoint(model: TimeModel, index: number): string {
	const alone = model.lines.length === 1;
	const rows = tipRows(model, index).map(({ label, hue, value, interval, n }) => {
		const behind = interval === '' ? m.chart_only_n({ n }) : m.chart_interval_n({ interval, n });
		return `${alone && hue !== null ? '' : `${label} `}${value} (${behind})`;
	});
	return `${spanTitle(model, index)}: ${rows.join('; ')}`;
}
