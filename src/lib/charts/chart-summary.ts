import * as m from '#lib/paraglide/messages.js';
import { count } from '#lib/ui/number-format.ts';
import { daySpan } from '#lib/ui/time-format.ts';
import type { Point } from './bucket-points.ts';
import { intervalText, valueText } from './metric-format.ts';
import { perGrain, soFar } from './metric-words.ts';
import { newestPoint, totalN, type TimeModel } from './time-model.ts';
import { pointTexts, spanTitle } from './tip-rows.ts';

const drawn = (points: readonly Point[]): (Point & { value: number })[] =>
	points.flatMap((point) =>
		point.value === null || point.state === 'ahead' ? [] : [{ ...point, value: point.value }]
	);

/** One sentence that says what the picture shows, for those who do not see it. */
export function chartSummary(model: TimeModel, title: string): string {
	const { metric, style, lines } = model;
	const span = daySpan(model.fromMs, model.toMs, style);
	const points = drawn(lines[0]?.points ?? []);
	if (totalN(model) === 0 || points.length === 0) return m.chart_summary_empty({ title, span });
	if (lines.length > 1) return m.chart_summary_split({ title, span, list: newestOfEach(model) });
	const most = points.reduce((one, other) => (other.value > one.value ? other : one));
	const text = (point: Point & { value: number }) => valueText(metric.unit, point.value, point.n, style.locale);
	if (metric.unit === 'count' || metric.unit === 'customers') {
		const when = spanTitle(model, lines[0]?.points.findIndex(({ startMs }) => startMs === most.startMs) ?? 0);
		return m.chart_summary_volume({ title, span, total: count(totalN(model), style.locale), most: text(most), when });
	}
	const least = points.reduce((one, other) => (other.value < one.value ? other : one));
	const last = points.findLast(({ state }) => state === 'closed') ?? points.at(-1) ?? most;
	const { low, high, n } = last;
	const interval =
		low === null || high === null ? m.chart_none() : intervalText(metric.unit, { low, high }, n, style.locale);
	const ends = { least: text(least), most: text(most) };
	return m.chart_summary_rate({ title, span, value: text(last), interval, n: count(n, style.locale), ...ends });
}

function newestOfEach({ lines, metric, style }: TimeModel): string {
	return lines
		.flatMap((line) => {
			const newest = newestPoint(line);
			return newest ? [`${line.label} ${pointTexts(metric.unit, newest, style.locale).value}`] : [];
		})
		.join(m.chart_foot_separator());
}

/** How many answers stand behind the buckets of a rate: `n per week 17–711, this week so far 93`. */
export function footN({ lines, grain, style }: TimeModel): string {
	const points = lines[0]?.points ?? [];
	const sizes = points.filter(({ state }) => state === 'closed').map(({ n }) => n);
	const open = points.find(({ state }) => state === 'open');
	const least = count(sizes.length > 0 ? Math.min(...sizes) : 0, style.locale);
	const most = count(sizes.length > 0 ? Math.max(...sizes) : 0, style.locale);
	const per = perGrain(grain);
	const closed =
		least === most ? m.chart_foot_n_same({ per, n: most }) : m.chart_foot_n({ per, low: least, high: most });
	const now = open ? soFar(grain, count(open.n, style.locale)) : '';
	if (sizes.length === 0) return now;
	return now === '' ? closed : `${closed}${m.chart_foot_separator()}${now}`;
}
