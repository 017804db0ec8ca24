import type { TimeRange } from '#lib/domain/time-range.ts';
import type { Bindings } from './bindings.ts';
import type { RowTable } from './field-sql.ts';

/** What is read from one table: each row's group and columns, where `conditions` hold. */
export type Source = Readonly<{
	table: RowTable;
	product: number;
	conditions: readonly string[];
	/** The group as text; `''` in a question without groups. */
	group: string;
	/** The start of the bucket around an instant given in seconds. */
	bucketOf: (seconds: string) => string;
}>;

/** The cells of a projection: how long each is, and its key, by which ClickHouse knows the projection (db/clickhouse). */
export type CellWidth = Readonly<{ ms: number; key: string }>;

export const QUARTER: CellWidth = { ms: 900_000, key: 'toStartOfFifteenMinutes(at)' };
export const HOUR: CellWidth = { ms: 3_600_000, key: 'toStartOfHour(at)' };

/** Where the whole cells in `range` begin and end; `null` where there is none. */
export function wholeCells({ fromMs, toMs }: TimeRange, { ms }: CellWidth): TimeRange | null {
	const cells = { fromMs: Math.ceil(fromMs / ms) * ms, toMs: Math.floor(toMs / ms) * ms };
	return cells.fromMs < cells.toMs ? cells : null;
}

/** Whether `instant` lies in the range, as SQL. */
export function withinSql(instant: string, { fromMs, toMs }: TimeRange, { bind }: Bindings): string {
	const at = (ms: number) => `fromUnixTimestamp64Milli(${bind('Int64', ms)}, 'UTC')`;
	return `${instant} >= ${at(fromMs)} AND ${instant} < ${at(toMs)}`;
}

/** The rows of a source in `range`, as SQL. */
export const whereSql = (
	{ product, conditions }: Pick<Source, 'product' | 'conditions'>,
	range: string,
	{ bind }: Bindings
): string => ['WHERE product = ' + bind('UInt32', product), range, ...conditions].join(' AND ');

/** Rows one by one, with their `bucket`, `grp` and `columns`. */
export function rowsSql(source: Source, columns: string, ranges: readonly TimeRange[], bindings: Bindings): string {
	const range = ranges.map((one) => `(${withinSql('at', one, bindings)})`).join(' OR ');
	return `SELECT ${source.bucketOf('toUnixTimestamp(at)')} AS bucket, ${source.group} AS grp, ${columns}
		FROM ${source.table} ${whereSql(source, `(${range})`, bindings)}`;
}

/**
 * Rows counted in a projection's cells: `c` rows of each `worth`. The filter is on the projection's own key expression;
 * on `at` it would read every row.
 */
function cellsSql(
	source: Source,
	worth: string,
	{ range, key }: { range: TimeRange; key: string },
	bindings: Bindings
) {
	return `SELECT ${source.bucketOf('toUnixTimestamp(cell)')} AS bucket, grp, c, worth
		FROM (
			SELECT ${key} AS cell, ${source.group} AS grp, toInt64(${worth}) AS worth, count() AS c
			FROM ${source.table} ${whereSql(source, withinSql(key, range, bindings), bindings)}
			GROUP BY cell, grp, worth
		)`;
}

/**
 * `c` rows of each `worth` by bucket and group. Whole cells come from the projection; what is left at both ends comes
 * from the rows, and everything does without `cells`.
 */
export function worthSql(
	source: Source,
	{ worth, range, cells }: { worth: string; range: TimeRange; cells: CellWidth | null },
	bindings: Bindings
): string {
	const single = `toUInt64(1) AS c, toInt64(${worth}) AS worth`;
	const whole = cells && wholeCells(range, cells);
	if (!whole) return rowsSql(source, single, [range], bindings);
	const rests = [
		{ fromMs: range.fromMs, toMs: whole.fromMs },
		{ fromMs: whole.toMs, toMs: range.toMs }
	].filter(({ fromMs, toMs }) => fromMs < toMs);
	const inCells = cellsSql(source, worth, { range: whole, key: cells.key }, bindings);
	return rests.length === 0 ? inCells : `${inCells} UNION ALL ${rowsSql(source, single, rests, bindings)}`;
}
