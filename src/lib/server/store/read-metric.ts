import { aheadSql } from './ahead-sql.ts';
import { createBindings, type Bindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import { isInCells } from './field-sql.ts';
import { everyFilterSql } from './filter-sql.ts';
import { rangeOf, sourceOf, startMsOf, type MetricQuestion, type MetricRow } from './metric-question.ts';
import type { CountedMetric, CountedSource, DistinctMetric } from './metric-spec.ts';
import { placedSql } from './placed-sql.ts';
import { readCustomers } from './read-customers.ts';
import { readRows } from './read-rows.ts';
import { HOUR, QUARTER, rowsSql, worthSql, type CellWidth } from './source-sql.ts';
import { valuesSql } from './values-sql.ts';

/** How the rows of a bucket and group become sums, and how sums of many groups become one. */
type Folding = Readonly<{ first: string; again: string; size: string }>;

const COUNTED: Folding = {
	first: 'sum(n * c) AS n, sum(worth * c) AS total, sum(worth * worth * c) AS squares',
	again: 'sum(n) AS n, sum(total) AS total, sum(squares) AS squares',
	size: 'sum(n)'
};

const DISTINCT: Folding = {
	first: `count() AS n, uniqExactIfState(customer, customer != '') AS customers`,
	again: 'sum(n) AS n, uniqExactIfMerge(customers) AS total, 0 AS squares',
	size: 'sum(n)'
};

const DISTINCT_BY_CUSTOMERS: Folding = { ...DISTINCT, size: 'uniqExactIfMerge(customers)' };

/** A range shorter than this has more rows in its broken hours than it is worth. */
const WORTH_HOURS_MS = 86_400_000;

/** The widest cells that no bucket cuts; `null` where even the narrowest are cut. */
function cellsFor({ width, edgesMs }: MetricQuestion): CellWidth | null {
	const { fromMs, toMs } = rangeOf({ edgesMs });
	if (width === 'all') return toMs - fromMs < WORTH_HOURS_MS ? QUARTER : HOUR;
	return [HOUR, QUARTER].find(({ ms }) => width !== 'minute' && edgesMs.every((edge) => edge % ms === 0)) ?? null;
}

const worthOf = (worth: CountedSource['worth'], bindings: Bindings): string =>
	typeof worth === 'string' ? worth : everyFilterSql(worth, bindings);

function countedSql(metric: CountedMetric, question: MetricQuestion, bindings: Bindings): string {
	const { filter, groupBy } = question;
	const range = rangeOf(question);
	const fields = [...filter.map(({ field }) => field), ...(groupBy === undefined ? [] : [groupBy])];
	const fitting = cellsFor(question);
	return metric.sources
		.map(({ table, rows, n, worth }) => {
			const named = typeof worth === 'string' ? fields : [...fields, ...worth.map(({ field }) => field)];
			const cells = named.every((field) => isInCells(table, field)) ? fitting : null;
			const source = sourceOf(table, rows, question, bindings);
			return `SELECT *, ${n} AS n FROM (${worthSql(source, { worth: worthOf(worth, bindings), range, cells }, bindings)})`;
		})
		.join(' UNION ALL ');
}

const distinctSql = (metric: DistinctMetric, question: MetricQuestion, bindings: Bindings): string =>
	metric.tables
		.map((table) => rowsSql(sourceOf(table, '1', question, bindings), 'customer', [rangeOf(question)], bindings))
		.join(' UNION ALL ');

/** The rows of a metric whose sums of many groups can be folded. */
function foldedSql(
	{ first, again, size }: Folding,
	rows: string,
	question: MetricQuestion,
	bindings: Bindings
): string {
	const sums = `SELECT bucket, grp, ${first} FROM (${rows}) GROUP BY bucket, grp`;
	if (question.groupBy === undefined) return `SELECT bucket, grp, 0 AS other, n, total, squares FROM (${sums})`;
	const placed = placedSql(sums, size, question, bindings);
	return `SELECT bucket, name, other, ${again} FROM (${placed}) GROUP BY bucket, name, other`;
}

/**
 * One statement, so that the ranking of the groups and every bucket speak of the same rows. Groups beyond the first
 * `groups` by size over the whole range (ties by name) become one, folded from their rows and not from their results.
 */
function metricSql(question: MetricQuestion, bindings: Bindings): string {
	const { metric } = question;
	switch (metric.kind) {
		case 'counted':
			return foldedSql(COUNTED, countedSql(metric, question, bindings), question, bindings);
		case 'distinct': {
			const folding = metric.nOf === 'rows' ? DISTINCT : DISTINCT_BY_CUSTOMERS;
			return foldedSql(folding, distinctSql(metric, question, bindings), question, bindings);
		}
		case 'values':
			return valuesSql(metric, question, bindings);
		case 'ahead':
			return aheadSql(metric, question, bindings);
	}
}

/** As ClickHouse sends it: 64-bit integers may arrive as strings, and what is too large for a number as `null`. */
type Cell = string | number | null;
type Row = [
	bucket: string | number,
	group: string,
	other: number,
	n: Cell,
	total: Cell,
	squares: Cell,
	ranked?: [Cell, Cell][]
];

const numberOf = (cell: Cell): number => (cell === null ? Infinity : Number(cell));

/**
 * The sums of every bucket of every group that has rows, in no order.
 * @throws SlowQuestionError
 */
export async function readMetric(
	clickhouse: ClickHouseClient,
	question: MetricQuestion,
	signal?: AbortSignal
): Promise<MetricRow[]> {
	const { metric, groupBy } = question;
	if (metric.kind === 'distinct' && groupBy === undefined)
		return readCustomers(clickhouse, { ...question, metric }, signal);
	const bindings = createBindings(question.topics);
	const query = metricSql(question, bindings);
	const rows = await readRows<Row>(clickhouse, { query, values: bindings.values, signal });
	return rows.map(([bucket, group, other, n, total, squares, ranked = []]) => ({
		group,
		other: Number(other) === 1,
		startMs: startMsOf(question, bucket),
		n: numberOf(n),
		total: numberOf(total),
		squares: numberOf(squares),
		...(ranked.length > 0 && { ranked: ranked.map(([rank, value]) => [numberOf(rank), numberOf(value)] as const) })
	}));
}
