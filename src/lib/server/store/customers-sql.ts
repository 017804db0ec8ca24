import type { TimeRange } from '#lib/domain/time-range.ts';
import type { Bindings } from './bindings.ts';
import { rangeOf, sourceOf, type MetricQuestion } from './metric-question.ts';
import type { DistinctMetric } from './metric-spec.ts';
import { HOUR, rowsSql, whereSql, withinSql, type CellWidth } from './source-sql.ts';

export type CustomersQuestion = MetricQuestion & Readonly<{ metric: DistinctMetric }>;

/** Customers up to which a bucket is counted exactly (contract). */
export const EXACT_UP_TO = 65_536;

/** A statement that leaves out more cells than these is longer than it is worth. */
const MOST_CUT = 400;

/** As the projections keep it (db/clickhouse/0005): another spelling would read every row. */
const SKETCH = 'uniqCombined64If(17)(customer, notEmpty(customer))';
const SKETCH_STATE = SKETCH.replace('If(', 'IfState(');

const EIGHT_HOURS: CellWidth = { ms: 8 * HOUR.ms, key: 'toStartOfInterval(at, toIntervalHour(8))' };

/** Cells of one projection that are each of one bucket: those in `range`, but for those that an edge cuts. */
type Cells = Readonly<{ width: CellWidth; range: TimeRange; cutMs: readonly number[] }>;

/** What of a range comes from which projection (`eights` first, `hours` what they leave), and what from the rows. */
export type CustomerCells = Readonly<{ eights: Cells | null; hours: Cells; rests: readonly TimeRange[] }>;

/** `null` where the cells are of no use, or of too little. */
function cellsOf(edgesMs: readonly number[], width: CellWidth): Cells | null {
	const floor = (ms: number): number => Math.floor(ms / width.ms) * width.ms;
	const { fromMs, toMs } = rangeOf({ edgesMs });
	const range = { fromMs: -floor(-fromMs), toMs: floor(toMs) };
	const cut = new Set(edgesMs.filter((edge) => edge % width.ms !== 0).map(floor));
	const cutMs = [...cut].filter((cell) => cell >= range.fromMs && cell < range.toMs);
	const isOfUse = (range.toMs - range.fromMs) / width.ms > 2 * cutMs.length && cutMs.length <= MOST_CUT;
	return isOfUse ? { width, range, cutMs } : null;
}

/** `null` where every row has to be read. */
export function customerCells({ width, edgesMs, filter }: MetricQuestion): CustomerCells | null {
	if (width === 'minute' || filter.length > 0) return null;
	const hours = cellsOf(edgesMs, HOUR);
	if (!hours) return null;
	const { fromMs, toMs } = rangeOf({ edgesMs });
	const rests = [
		{ fromMs, toMs: hours.range.fromMs },
		...hours.cutMs.map((hour) => ({ fromMs: hour, toMs: hour + HOUR.ms })),
		{ fromMs: hours.range.toMs, toMs }
	].filter((rest) => rest.fromMs < rest.toMs);
	return { eights: cellsOf(edgesMs, EIGHT_HOURS), hours, rests };
}

const secondsOf = ({ width }: Cells): string => `toUnixTimestamp(${width.key})`;

/** Which cells are meant, as SQL on their projection's own key. */
function cellsSql(cells: Cells, bindings: Bindings): string {
	const within = withinSql(cells.width.key, cells.range, bindings);
	return cells.cutMs.length === 0 ? within : `${within} AND NOT ${isCutSql(cells, secondsOf(cells), bindings)}`;
}

const isCutSql = ({ cutMs }: Cells, seconds: string, { bind }: Bindings): string =>
	`has(${bind(
		'Array(Int64)',
		cutMs.map((ms) => ms / 1000)
	)}, ${seconds})`;

/** The hours that the cells of eight leave; `null` when they leave none. */
function leftHoursSql({ eights, hours }: CustomerCells, bindings: Bindings): string | null {
	const all = cellsSql(hours, bindings);
	if (!eights) return all;
	const { range, cutMs, width } = eights;
	if (cutMs.length === 0 && range.fromMs === hours.range.fromMs && range.toMs === hours.range.toMs) return null;
	const inside = withinSql(HOUR.key, range, bindings);
	if (cutMs.length === 0) return `${all} AND NOT (${inside})`;
	const eight = `intDiv(${secondsOf(hours)}, ${width.ms / 1000}) * ${width.ms / 1000}`;
	return `${all} AND (NOT (${inside}) OR ${isCutSql(eights, eight, bindings)})`;
}

/** Rows and the sketch of their customers by bucket: whole cells from the projections, the rests from the rows. */
export function sketchedSql(question: CustomersQuestion, cells: CustomerCells, bindings: Bindings): string {
	const { eights, hours, rests } = cells;
	const parts = question.metric.tables.flatMap((table) => {
		const source = sourceOf(table, '1', question, bindings);
		const ofCells = (seconds: string, which: string) =>
			`SELECT ${source.bucketOf(seconds)} AS bucket, count() AS c, ${SKETCH_STATE} AS sketch
			FROM ${table} ${whereSql(source, which, bindings)} GROUP BY bucket`;
		const left = leftHoursSql(cells, bindings);
		return [
			...(eights ? [ofCells(secondsOf(eights), cellsSql(eights, bindings))] : []),
			...(left === null ? [] : [ofCells(secondsOf(hours), left)]),
			...(rests.length === 0
				? []
				: [
						`SELECT bucket, count() AS c, ${SKETCH_STATE} AS sketch
						FROM (${rowsSql(source, 'customer', rests, bindings)}) GROUP BY bucket`
					])
		];
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
