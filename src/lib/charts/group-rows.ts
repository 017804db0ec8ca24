import type { Metric } from '#lib/domain/metric.ts';
import type { Answer } from '#lib/domain/question.ts';
import type { Locale } from '#lib/ui/locale.ts';
import { count, share } from '#lib/ui/number-format.ts';
import { intervalText, valueText } from './metric-format.ts';
import { groupLabel } from './metric-words.ts';

/** One group as a bar: everything that is read is text. */
export type GroupRow = Readonly<{
	key: string;
	label: string;
	value: number;
	low: number | null;
	high: number | null;
	valueText: string;
	interval: string;
	nText: string;
	/** `null` for what was folded. */
	group: string | null;
}>;

const NOTHING = '–';

/** Groups of an answer with `bucket: "all"`, the largest first, the fold last. */
export function groupRows(answer: Answer, metric: Pick<Metric, 'unit'>, locale: Locale): GroupRow[] {
	const rows = answer.result.series.flatMap(({ group, other, buckets }): (GroupRow & { other: boolean })[] => {
		const bucket = buckets[0];
		if (!bucket) return [];
		const { n, value, low, high } = bucket;
		const ends = low === null || high === null ? null : { low, high };
		return [
			{
				key: other ? ' other' : `=${group ?? ''}`,
				label: groupLabel(group, other),
				group: other ? null : group,
				other: other === true,
				value: value ?? 0,
				...{ low, high },
				valueText: value === null ? NOTHING : valueText(metric.unit, value, n, locale),
				interval: ends ? intervalText(metric.unit, ends, n, locale) : '',
				nText: count(n, locale)
			}
		];
	});
	return rows.sort((one, other) => Number(one.other) - Number(other.other) || other.value - one.value);
}

/** How often each score was given, the lowest first, with its share of all; answers without a score are left out. */
export function scoreRows(answer: Answer, { min, max }: { min: number; max: number }, locale: Locale): GroupRow[] {
	const sizes = new Map(answer.result.series.map(({ group, buckets }) => [group, buckets[0]?.n ?? 0]));
	const scores = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
	const total = scores.reduce((sum, score) => sum + (sizes.get(score) ?? 0), 0);
	return scores.map((score) => {
		const n = sizes.get(score) ?? 0;
		return {
			key: `=${score}`,
			label: score,
			group: score,
			value: n,
			...{ low: null, high: null, interval: '' },
			valueText: total === 0 ? NOTHING : share(n / total, total, locale),
			nText: count(n, locale)
		};
	});
}
