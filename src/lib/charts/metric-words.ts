import type { MetricName } from '#lib/domain/metric.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';
import type { Grain } from './bucket-points.ts';

const TITLES: Readonly<Record<MetricName, () => string>> = {
	feedback_volume: m.metric_feedback_volume,
	stars: m.metric_stars,
	nps: m.metric_nps,
	csat: m.metric_csat,
	ces: m.metric_ces,
	thumbs_up: m.metric_thumbs_up,
	negative_share: m.metric_negative_share,
	negative_volume: m.metric_negative_volume,
	positive_volume: m.metric_positive_volume,
	event_volume: m.metric_event_volume,
	active_customers: m.metric_active_customers,
	events_per_customer: m.metric_events_per_customer,
	response_rate: m.metric_response_rate
};

/** What a metric is called on the screen. */
export const metricTitle = (metric: MetricName): string => TITLES[metric]();

const PER = {
	minute: m.grain_minute,
	hour: m.grain_hour,
	day: m.grain_day,
	week: m.grain_week,
	month: m.grain_month
} as const;

/** `per day`, `每日`. */
export const perGrain = (grain: Grain): string => PER[grain]();

const COUNTED = {
	minute: m.span_minutes,
	hour: m.span_hours,
	day: m.span_days,
	week: m.span_weeks,
	month: m.span_months
} as const;

/** `7 days`, `day`: so many buckets in words. */
export const bucketCount = (grain: Grain, buckets: number, locale: Locale): string =>
	COUNTED[grain]({ count: buckets, shown: count(buckets, locale) });

const OPEN = {
	minute: m.grain_open_minute,
	hour: m.grain_open_hour,
	day: m.grain_open_day,
	week: m.grain_open_week,
	month: m.grain_open_month
} as const;

/** `today is still open`. */
export const stillOpen = (grain: Grain): string => OPEN[grain]();

const NOW = {
	minute: m.grain_now_minute,
	hour: m.grain_now_hour,
	day: m.grain_now_day,
	week: m.grain_now_week,
	month: m.grain_now_month
} as const;

/** `today so far 18`. */
export const soFar = (grain: Grain, n: string): string => NOW[grain]({ n });

/** One line of what a chart shows and its grain; `total` is the number of rows over the range. */
export function aboutMetric(metric: MetricName, grain: Grain, total: number, locale: Locale): string {
	const counted = { count: total, shown: count(total, locale) };
	const per = perGrain(grain);
	switch (metric) {
		case 'event_volume':
			return m.chart_about_events(counted);
		case 'active_customers':
			return m.chart_about_customers({ per });
		case 'nps':
			return m.chart_about_nps({ per });
		case 'csat':
			return m.chart_about_csat({ per });
		case 'thumbs_up':
			return m.chart_about_thumbs({ per });
		case 'negative_share':
			return m.chart_about_negative({ per });
		case 'response_rate':
			return m.chart_about_response({ per });
		case 'stars':
		case 'ces':
		case 'events_per_customer':
			return m.chart_about_mean({ per });
		default:
			return m.chart_about_answers(counted);
	}
}

/** A group's name; `""` is what was not given, `null` with `other` what was folded. */
export function groupLabel(group: string | null, other = false): string {
	if (other) return m.chart_other();
	return group === null || group === '' ? m.chart_none_given() : group;
}
