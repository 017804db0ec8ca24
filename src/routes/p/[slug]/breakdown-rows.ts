import { intervalText, valueText, type Unit } from '#lib/charts/metric-format.ts';
import type { Answer, Series } from '#lib/domain/question.ts';
import type { Locale } from '#lib/ui/locale.ts';
import { count } from '#lib/ui/number-format.ts';

/** One group of a breakdown; `group` is `null` for what was folded. */
export type BreakdownRow = Readonly<{
	key: string;
	group: string | null;
	answers: string;
	value: number | null;
	low: number | null;
	high: number | null;
	valueText: string;
	interval: string;
}>;

const NOTHING = '–';

type Asked = Readonly<{ volume: Answer; score: Answer | null; unit: Unit; locale: Locale }>;

const sizeOf = ({ buckets }: Series): number => buckets[0]?.n ?? 0;

/** Groups with the most answers first, the fold last. Scores are matched by name; the fold of two questions is not. */
export function breakdownRows({ volume, score, unit, locale }: Asked): BreakdownRow[] {
	const sorted = [...volume.result.series].sort((one, other) =>
		Boolean(one.other) === Boolean(other.other) ? sizeOf(other) - sizeOf(one) : one.other ? 1 : -1
	);
	return sorted.map((series) => {
		const scored = series.other ? undefined : score?.result.series.find(({ group }) => group === series.group);
		const { n = 0, value = null, low = null, high = null } = scored?.buckets[0] ?? {};
		return {
			key: series.other ? ' other' : `=${series.group ?? ''}`,
			group: series.other ? null : (series.group ?? ''),
			answers: count(sizeOf(series), locale),
			value,
			low,
			high,
			valueText: value === null ? NOTHING : valueText(unit, value, n, locale),
			interval: low === null || high === null ? '' : intervalText(unit, { low, high }, n, locale)
		};
	});
}
