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

const QUARTER_MS = 900_000;

export const isOnQuarter = (ms: number): boolean => ms % QUARTER_MS === 0;

/** Where the whole quarters of an hour in `range` begin and end; `null` where there is none. */
function wholeQuarters({ fromMs, toMs }: TimeRange): TimeRange | null {
	const quarters = {
		fromMs: Math.ceil(fromMs / QUARTER_MS) * QUARTER_MS,
		toMs: Math.floor(toMs / QUARTER_MS) * QUARTER_MS
	};
	return quarters.fromMs < quarters.toMs ? quarters : null;
}

/** Whether `instant` lies in the range, as SQL. */
export function withinSql(instant: string, { fromMs, toMs }: TimeRange, { bind }: Bindings): string {
	const at = (ms: number) => `fromUnixTimestamp64Milli(${bind('Int64', ms)}, 'UTC')`;
	return `${instant} >= ${at(fromMs)} AND ${instant} < ${at(toMs)}`;
}

/** The rows of a source in `range`, as SQL. */
export const whereSql = ({ product, conditions }: Source, range: string, { bind }: Bindings): string =>
	['WHERE product = ' + bind('UInt32', product), range, ...conditions].join(' AND ');

/** Rows one by one, with their `bucket`, `grp` and `columns`. */
export function rowsSql(source: Source, columns: string, ranges: readonly TimeRange[], bindings: Bindings): string {
	const range = ranges.map((one) => `(${withinSql('at', one, bindings)})`).join(' OR ');
	return `SELECT ${source.bucketOf('toUnixTimestamp(at)')} AS bucket, ${source.group} AS grp, ${columns}
		FROM ${source.table} ${whereSql(source, `(${range})`, bindings)}`;
}

/**
 * Rows counted in the projection's cells of 15 minutes: `c` rows of each `worth`. The filter is on the projection's own
 * key expression; on `at` it would read every row.
 */
function cellsSql(source: Source, worth: string, range: TimeRange, bindings: Bindings): string {
	return `SELECT ${source.bucketOf('toUnixTimestamp(quarter)')} AS bucket, grp, c, worth
		FROM (
			SELECT toStartOfFifteenMinutes(at) AS quarter, ${source.group} AS grp, toInt64(${worth}) AS worth, count() AS c
			FROM ${source.table} ${whereSql(source, withinSql('toStartOfFifteenMinutes(at)', range, bindings), bindings)}
			GROUP BY quarter, grp, worth
		)`;
}

/**
 * `c` rows of each `worth` by bucket and group. Whole quarters come from the projection where `inCells` says that it
 * keeps every field in use; what is left at both ends comes from the rows.
 */
export function worthSql(
	source: Source,
	{ worth, range, inCells }: { worth: string; range: TimeRange; inCells: boolean },
	bindings: Bindings
): string {
	const single = `toUInt64(1) AS c, toInt64(${worth}) AS worth`;
	const quarters = inCells ? wholeQuarters(range) : null;
	if (!quarters) return rowsSql(source, single, [range], bindings);
	const rests = [
		{ fromMs: range.fromMs, toMs: quarters.fromMs },
		{ fromMs: quarters.toMs, toMs: range.toMs }
	].filter(({ fromMs, toMs }) => fromMs < toMs);
	const cells = cellsSql(source, worth, quarters, bindings);
	return rests.length === 0 ? cells : `${cells} UNION ALL ${rowsSql(source, single, rests, bindings)}`;
}
