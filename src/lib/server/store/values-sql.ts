import { Z_95 } from '#lib/stats/interval.ts';
import type { Bindings } from './bindings.ts';
import { fieldSql } from './field-sql.ts';
import { rangeOf, sourceOf, type MetricQuestion } from './metric-question.ts';
import type { ValuesMetric } from './metric-spec.ts';
import { placedSql } from './placed-sql.ts';
import { rowsSql } from './source-sql.ts';

/** So far from where the normal distribution puts an end, at most, lies its exact rank. */
const RANKS_AROUND = 8;

/** A field as a number, and whether a row has one. */
function numberSql(field: string, bindings: Bindings): { number: string; present: string } {
	const known = fieldSql(field, bindings);
	if (known.kind === 'number') return { number: `toFloat64(${known.number})`, present: known.present };
	const number = `toFloat64OrNull(${known.text})`;
	return { number: `ifNull(${number}, 0)`, present: `ifNull(isFinite(${number}), 0)` };
}

/** Sums of values in one order: whichever way they were read, the same bits. */
const MOMENTS = `arraySum(sorted) AS total, arraySum(x -> (x - total / n) * (x - total / n), sorted) AS squares,
	emptyArrayUInt8() AS ranked`;

function rankedSql(quantile: number, { bind }: Bindings): string {
	const q = bind('Float64', quantile);
	const spread = `${bind('Float64', Z_95)} * sqrt(n * ${q} * (1 - ${q}))`;
	const around = (rank: string, reach: number) =>
		`arrayMap(i -> toInt64(floor(${rank})) + toInt64(i) - ${reach}, range(${2 * reach + 1}))`;
	const ranks = [
		around(`n * ${q} - ${spread}`, RANKS_AROUND),
		around(`(n - 1) * ${q} + 1`, 2),
		around(`n * ${q} + ${spread}`, RANKS_AROUND)
	].join(', ');
	return `0 AS total, 0 AS squares,
		arrayMap(r -> (r, sorted[r]), arrayFilter(r -> r >= 1 AND r <= n, arrayDistinct(arrayConcat(${ranks})))) AS ranked`;
}

/** The values of every bucket and series, summed up as the metric wants them. */
export function valuesSql(metric: ValuesMetric, question: MetricQuestion, bindings: Bindings): string {
	const { number, present } = numberSql(metric.field, bindings);
	const source = sourceOf(metric.table, present, question, bindings);
	const rows = rowsSql(source, `${number} AS x`, [rangeOf(question)], bindings);
	const sums = `SELECT bucket, grp, groupArray(x) AS xs FROM (${rows}) GROUP BY bucket, grp`;
	const placed = placedSql(sums, 'sum(length(xs))', question, bindings);
	const sorted = `SELECT bucket, name, other, arraySort(groupArrayArray(xs)) AS sorted FROM (${placed})
		GROUP BY bucket, name, other`;
	const summed = metric.q === null ? MOMENTS : rankedSql(metric.q, bindings);
	return `SELECT bucket, name, other, length(sorted) AS n, ${summed} FROM (${sorted})`;
}
