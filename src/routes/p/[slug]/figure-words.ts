import { couldBeNone, periodChange } from '#lib/charts/period-change.ts';
import { differenceText, intervalText, valueText, type Difference, type Unit } from '#lib/charts/metric-format.ts';
import type { Answer, Bucket } from '#lib/domain/question.ts';
import { metricNamed, type MetricName } from '#lib/domain/metric.ts';
import type { Locale } from '#lib/ui/locale.ts';
import { count, volumeChange } from '#lib/ui/number-format.ts';

/** The one number that an answer with `bucket: "all"` is. */
export const totalOf = (answer: Answer | undefined): Bucket | null => answer?.result.series[0]?.buckets[0] ?? null;

/** A number over the range beside the period before it, as text. */
export type Figure = Readonly<{
	n: number;
	nText: string;
	/** `null` where nothing was answered. */
	value: string | null;
	/** `null` where none is defined, and where all answers are alike: no spread was seen, which is no proof of none. */
	interval: string | null;
	before: string | null;
	/** How many answers that stands on. */
	beforeN: string | null;
	/** With its interval; `null` when there is nothing to compare. */
	change: Readonly<{ estimate: string; low: string; high: string; isUp: boolean; couldBeNone: boolean }> | null;
	/** For what has no interval: only how it moved. */
	ratio: string | null;
}>;

function changeOf(unit: Unit, difference: Difference | null, locale: Locale): Figure['change'] {
	if (!difference) return null;
	const none = unit === 'count' ? 1 : 0;
	return {
		...differenceText(unit, difference, locale),
		isUp: difference.estimate > none,
		couldBeNone: couldBeNone(unit, difference)
	};
}

/** `null` when the metric was not asked or the question failed. */
export function figureOf(
	metric: MetricName,
	{ total, before, locale }: { total: Answer | undefined; before: Answer | undefined; locale: Locale }
): Figure | null {
	const now = totalOf(total);
	const unit = metricNamed(metric)?.unit;
	if (!now || !unit) return null;
	const then = totalOf(before);
	const { n, value, low, high } = now;
	const isComparable = unit === 'customers' && then?.value && value;
	return {
		n,
		nText: count(n, locale),
		value: value === null ? null : valueText(unit, value, n, locale),
		interval: low === null || high === null || low === high ? null : intervalText(unit, { low, high }, n, locale),
		before: then?.value === null || then === null ? null : valueText(unit, then.value, then.n, locale),
		beforeN: then ? count(then.n, locale) : null,
		change: then ? changeOf(unit, periodChange(unit, then, now), locale) : null,
		ratio: isComparable && then.value ? volumeChange(value / then.value, locale) : null
	};
}
