import type { Metric } from '#lib/domain/metric.ts';
import type { Answer } from '#lib/domain/question.ts';
import { zonedTime } from '#lib/ui/zoned-time.ts';

/** One hour of one weekday (0 is Monday); `value` is `null` where nothing was answered: nothing is not zero. */
export type HeatCell = Readonly<{ weekday: number; hour: number; n: number; value: number | null }>;

export type Heat = Readonly<{ cells: readonly HeatCell[]; least: number; most: number }>;

const HOURS = 24;
const DAYS = 7;

type Sum = { n: number; hours: number; total: number; weighted: number };

/**
 * Hours of the week, Monday first, each as the mean over its weeks. Counts: a week without a row counts as 0, hours that
 * are not over count not at all. Everything else is weighted by n.
 */
export function weeklyHeat(answer: Answer, { unit }: Pick<Metric, 'unit'>, zone: string): Heat {
	const watermarkMs = Date.parse(answer.watermark);
	const sums = Array.from({ length: DAYS * HOURS }, (): Sum => ({ n: 0, hours: 0, total: 0, weighted: 0 }));
	for (const { start, n, value } of answer.result.series[0]?.buckets ?? []) {
		const startMs = Date.parse(start);
		if (startMs + 3_600_000 > watermarkMs) continue;
		const { weekday, hour } = zonedTime(startMs, zone);
		const sum = sums[((weekday + 6) % DAYS) * HOURS + hour];
		if (!sum) continue;
		sum.n += n;
		sum.hours++;
		sum.total += value ?? 0;
		sum.weighted += (value ?? 0) * n;
	}
	const isCounted = unit === 'count' || unit === 'customers';
	const cells = sums.map(({ n, hours, total, weighted }, index): HeatCell => {
		const value = isCounted ? (hours === 0 ? null : total / hours) : n === 0 ? null : weighted / n;
		return { weekday: Math.floor(index / HOURS), hour: index % HOURS, n, value };
	});
	const values = cells.flatMap(({ value }) => (value === null ? [] : [value]));
	return {
		cells,
		least: values.length > 0 ? Math.min(...values) : 0,
		most: values.length > 0 ? Math.max(...values) : 0
	};
}
