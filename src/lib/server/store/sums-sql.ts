import type { BucketWidth, Filter } from '#lib/domain/question.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import type { Bindings } from './bindings.ts';
import { bucketSql } from './bucket-sql.ts';
import { fieldSql, isInCells, type RowTable } from './field-sql.ts';
import { everyFilterSql, filterSql } from './filter-sql.ts';
import type { CountedSource } from './metric-spec.ts';
import { HOUR, QUARTER, whereSql, wholeCells, withinSql, type CellWidth } from './source-sql.ts';

/** The sums of one source of a metric in `range`, by bucket and group. */
export type SumsQuestion = Readonly<{
	product: number;
	source: CountedSource;
	width: BucketWidth;
	/** The start of each bucket that `range` touches, then the end of the last. */
	edgesMs: readonly number[];
	range: TimeRange;
	/** Whether the range is long enough for the projection to be of use. */
	long: boolean;
	filter: readonly Filter[];
	groupBy: string | undefined;
	/** What the filters' and the groups' topics mean. */
	topics: readonly Topic[];
}>;

/** Where in a row of the statement's answer one question finds its sums. */
export type SumsPlace = Readonly<{ mark: number; bucket: number; group: number | null; sums: number }>;

export type SumsStatement = Readonly<{ sql: string; places: readonly SumsPlace[] }>;

/** What a metric's conditions and worth may name, which the projections keep. */
const KEYS: Readonly<Record<RowTable, string>> = { feedback: 'scale, score', events: 'name' };

/** More rows than these for one bucketing and grouping are not worth keeping. */
export const MOST_SUMS = 10_000;

/** The place of `one` among those listed, listed last if it is new. */
function placeOf(list: string[], one: string): number {
	const place = list.indexOf(one);
	return place === -1 ? list.push(one) - 1 : place;
}

/** A range shorter than this has more rows in its broken hours than it is worth. */
const WORTH_HOURS_MS = 86_400_000;

const fitsCells = ({ width, edgesMs, range, source, filter, groupBy }: SumsQuestion, { ms }: CellWidth): boolean =>
	(width === 'all'
		? ms < HOUR.ms || range.toMs - range.fromMs >= WORTH_HOURS_MS
		: width !== 'minute' && edgesMs.every((edge) => edge % ms === 0)) &&
	[
		...filter.map(({ field }) => field),
		...(typeof source.worth === 'string' ? [] : source.worth.map(({ field }) => field)),
		...(groupBy === undefined ? [] : [groupBy])
	].every((field) => isInCells(source.table, field));

/** The cells that answer the question in the place of its rows; `null` where none do. */
export const cellsOf = (question: SumsQuestion): CellWidth | null =>
	[HOUR, QUARTER].find((width) => question.long && fitsCells(question, width)) ?? null;

/** Rows, or cells of rows, with their second `t`, how many they are, and all that groups and metrics look at. */
function cellsSql(questions: readonly SumsQuestion[], columns: string, names: string, bindings: Bindings): string {
	const [first] = questions;
	if (!first) throw new RangeError('no question to answer');
	const { table } = first.source;
	const conditions = first.filter.map((one) => filterSql(one, bindings));
	const where = (range: string) => whereSql({ product: first.product, conditions }, range, bindings);
	const { fromMs } = first.range;
	const ends = questions.map(({ range }) => range.toMs);
	const cells = [HOUR, QUARTER].find((width) => questions.every((one) => one.long && fitsCells(one, width)));
	const whole = cells ? wholeCells({ fromMs, toMs: Math.min(...ends) }, cells) : null;
	const rests = [
		{ fromMs, toMs: whole?.fromMs ?? fromMs },
		{ fromMs: whole?.toMs ?? fromMs, toMs: Math.max(...ends) }
	].filter((rest) => rest.fromMs < rest.toMs);
	const parts = rests.map(
		(rest) =>
			`SELECT toUnixTimestamp(at) AS t, ${columns}, toUInt64(1) AS c FROM ${table} ${where(withinSql('at', rest, bindings))}`
	);
	if (cells && whole)
		parts.push(`SELECT toUnixTimestamp(cell) AS t, ${names}, c FROM (
			SELECT ${cells.key} AS cell, ${columns}, count() AS c FROM ${table}
			${where(withinSql(cells.key, whole, bindings))} GROUP BY cell, ${names})`);
	return parts.join(' UNION ALL ');
}

/**
 * One statement for all of `questions`, which share product, table, filter, topics, the start of their range and `long`
 * (and the grouping, where that is by topic, which makes several rows of one): each
 * of their bucketings and groupings is a grouping set, each metric a triple of sums in every row.
 */
export function sumsSql(questions: readonly SumsQuestion[], bindings: Bindings): SumsStatement {
	const { bind } = bindings;
	const [buckets, groups, sums, sets]: [string[], string[], string[], string[]] = [[], [], [], []];
	/** Worths of filters, which name fields of their own. */
	const [worths, conditions]: [string[], string[]] = [[], []];
	const worthOf = ({ worth }: CountedSource): string => {
		if (typeof worth === 'string') return worth;
		const place = placeOf(worths, JSON.stringify(worth));
		conditions[place] ??= everyFilterSql(worth, bindings);
		return `w${place}`;
	};
	const shapes: SumsQuestion[] = [];
	const asked = questions.map((question) => {
		const { width, edgesMs, range, source, groupBy } = question;
		const bucket = placeOf(buckets, JSON.stringify([width, edgesMs, range.toMs]));
		shapes[bucket] ??= question;
		const group = groupBy === undefined ? null : placeOf(groups, groupBy);
		const worth = `toInt64(${worthOf(source)})`;
		const triple = `sumIf(c, ${source.rows}), sumIf(${worth} * c, ${source.rows}), sumIf(${worth} * ${worth} * c, ${source.rows})`;
		const set = group === null ? `(b${bucket})` : `(b${bucket}, g${group})`;
		placeOf(sets, set);
		return { bucket, group, sums: placeOf(sums, triple) };
	});
	const { table } = questions[0]?.source ?? { table: 'feedback' };
	const inner = [
		...groups.map((field, index) => ({ name: `g${index}`, sql: fieldSql(field, bindings).text })),
		...conditions.map((sql, index) => ({ name: `w${index}`, sql }))
	];
	const names = [...inner.map(({ name }) => name), KEYS[table]].join(', ');
	const columns = [...inner.map(({ name, sql }) => `${sql} AS ${name}`), KEYS[table]].join(', ');
	let from = cellsSql(questions, columns, names, bindings);
	for (const [index, { width, edgesMs, range }] of shapes.entries()) {
		const seconds = edgesMs.map((edge) => edge / 1000);
		const bucket = width === 'all' ? '0' : bucketSql('t', seconds, bindings);
		// One level each: a bucket's SQL names its parts.
		from = `SELECT *, if(t < ${bind('Int64', Math.ceil(range.toMs / 1000))}, toInt64(${bucket}), toInt64(-1)) AS b${index} FROM (${from})`;
	}
	const keys = [...shapes.map((_, index) => `b${index}`), ...groups.map((_, index) => `g${index}`)];
	const sql = `SELECT grouping(${keys.join(', ')}) AS mark, ${keys.join(', ')}, ${sums.join(', ')} FROM (${from})
		GROUP BY GROUPING SETS (${sets.join(', ')}) LIMIT ${MOST_SUMS + 1} BY mark`;
	const bit = (key: number) => 2 ** (keys.length - 1 - key);
	const places = asked.map(({ bucket, group, sums: triple }) => ({
		// A bit for each key that is not in the set, the first key's the highest.
		mark: 2 ** keys.length - 1 - bit(bucket) - (group === null ? 0 : bit(shapes.length + group)),
		bucket: 1 + bucket,
		group: group === null ? null : 1 + shapes.length + group,
		sums: 1 + keys.length + 3 * triple
	}));
	return { sql, places };
}
