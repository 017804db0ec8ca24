import type { TimeRange } from '#lib/domain/time-range.ts';
import type { Bindings } from './bindings.ts';
import { rangeOf, sourceOf, type MetricQuestion } from './metric-question.ts';
import type { DistinctMetric } from './metric-spec.ts';
import { rowsSql, whereSql, withinSql } from './source-sql.ts';

export type CustomersQuestion = MetricQuestion & Readonly<{ metric: DistinctMetric }>;

/** Customers up to which a bucket is counted exactly (contract). */
export const EXACT_UP_TO = 65_536;

const HOUR_MS = 3_600_000;
/** A statement that leaves out more hours than these is longer than it is worth. */
const MOST_CUT_HOURS = 400;

/** As the projection keeps it (db/clickhouse/0005): another spelling would read every row. */
const SKETCH = 'uniqCombined64If(17)(customer, notEmpty(customer))';
const SKETCH_STATE = SKETCH.replace('If(', 'IfState(');

/** Where the projection's whole hours are all of one bucket, and what lies around them. */
export type HourCells = Readonly<{ range: TimeRange; cutHoursMs: readonly number[]; rests: readonly TimeRange[] }>;

const floorHour = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** `null` where the hours of the projection are of no use, or of too little. */
export function hourCells({ width, edgesMs, filter }: MetricQuestion): HourCells | null {
	if (width === 'minute' || filter.length > 0) return null;
	const { fromMs, toMs } = rangeOf({ edgesMs });
	const range = { fromMs: -floorHour(-fromMs), toMs: floorHour(toMs) };
	const cut = new Set(edgesMs.filter((edge) => edge % HOUR_MS !== 0).map(floorHour));
	const cutHoursMs = [...cut].filter((hour) => hour >= range.fromMs && hour < range.toMs);
	const hours = (range.toMs - range.fromMs) / HOUR_MS;
	if (hours <= 2 * cutHoursMs.length || cutHoursMs.length > MOST_CUT_HOURS) return null;
	const rests = [
		{ fromMs, toMs: range.fromMs },
		...cutHoursMs.map((hour) => ({ fromMs: hour, toMs: hour + HOUR_MS })),
		{ fromMs: range.toMs, toMs }
	].filter((rest) => rest.fromMs < rest.toMs);
	return { range, cutHoursMs, rests };
}

/** Rows and the sketch of their customers by bucket: whole hours from the projection, the rests from the rows. */
export function sketchedSql(question: CustomersQuestion, cells: HourCells, bindings: Bindings): string {
	const { bind } = bindings;
	const parts = question.metric.tables.flatMap((table) => {
		const source = sourceOf(table, '1', question, bindings);
		const seconds = cells.cutHoursMs.map((hour) => hour / 1000);
		const left =
			seconds.length === 0 ? '' : ` AND NOT has(${bind('Array(Int64)', seconds)}, toUnixTimestamp(toStartOfHour(at)))`;
		const hours = `SELECT ${source.bucketOf('toUnixTimestamp(toStartOfHour(at))')} AS bucket, count() AS c, ${SKETCH_STATE} AS sketch
			FROM ${table} ${whereSql(source, withinSql('toStartOfHour(at)', cells.range, bindings) + left, bindings)}
			GROUP BY bucket`;
		if (cells.rests.length === 0) return [hours];
		const rests = rowsSql(source, 'customer', cells.rests, bindings);
		return [hours, `SELECT bucket, count() AS c, ${SKETCH_STATE} AS sketch FROM (${rests}) GROUP BY bucket`];
	});
	return `SELECT bucket, sum(c) AS n, uniqCombined64IfMerge(17)(sketch) AS customers, 1 AS sketched
		FROM (${parts.join(' UNION ALL ')}) GROUP BY bucket`;
}

/** Rows and their customers by bucket, from the rows in `ranges`: exact up to what the contract says, sketched beyond. */
export function seenSql(question: CustomersQuestion, ranges: readonly TimeRange[], bindings: Bindings): string {
	const rows = question.metric.tables
		.map((table) => rowsSql(sourceOf(table, '1', question, bindings), 'customer', ranges, bindings))
		.join(' UNION ALL ');
	return `SELECT bucket, n, if(sketched, about, seen) AS customers, seen > ${EXACT_UP_TO} AS sketched FROM (
			SELECT bucket, count() AS n, ${SKETCH} AS about,
				length(groupUniqArrayIf(${EXACT_UP_TO + 1})(cityHash64(customer), notEmpty(customer))) AS seen
			FROM (${rows}) GROUP BY bucket
		)`;
}
