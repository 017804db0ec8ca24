import type { Bindings } from './bindings.ts';
import { everyFilterSql } from './filter-sql.ts';
import { rangeOf, sourceOf, type MetricQuestion } from './metric-question.ts';
import type { AheadMetric } from './metric-spec.ts';
import { placedSql } from './placed-sql.ts';
import { rowsSql, withinSql } from './source-sql.ts';

const MS = 'toUnixTimestamp64Milli(at)';
const KNOWN = `customer != ''`;

/**
 * Customers of every bucket and series, each from their first row in it on, and how many have a row that matches `then`
 * in their time; only those whose time was over at `ripeMs`. The question's filters and groups are about the first row.
 */
export function aheadSql(metric: AheadMetric, question: MetricQuestion, bindings: Bindings): string {
	const { bind } = bindings;
	const { table, then, gapMs, withinMs } = metric;
	const range = rangeOf(question);
	// Whose first row is ripe has a ripe row, and of those it is the first.
	const ripe = { fromMs: range.fromMs, toMs: Math.min(range.toMs, (question.ripeMs ?? Infinity) - withinMs + 1) };
	const source = sourceOf(table, KNOWN, question, bindings);
	const rows = rowsSql(source, `customer, ${MS} AS t`, [ripe], bindings);
	const begun = `SELECT bucket, grp, customer, min(t) AS begun FROM (${rows}) GROUP BY bucket, grp, customer`;
	const placed = placedSql(begun, 'uniqExact(customer)', question, bindings);
	// Of the others, too, each counts once.
	const firsts = `SELECT bucket, name, other, customer, min(begun) AS first, first + ${bind('Int64', gapMs)} AS after
		FROM (${placed}) GROUP BY bucket, name, other, customer`;
	const later = `SELECT customer, ${MS} AS next FROM ${table} WHERE product = ${bind('UInt32', question.product)}
		AND ${withinSql('at', { fromMs: ripe.fromMs + gapMs, toMs: ripe.toMs + withinMs }, bindings)}
		AND ${KNOWN} AND ${everyFilterSql(then, bindings)}`;
	return `SELECT bucket, name, other, count() AS n, countIf(next > 0 AND next <= first + ${bind('Int64', withinMs)}) AS total,
			0 AS squares, emptyArrayUInt8() AS ranked
		FROM (${firsts}) AS firsts ASOF LEFT JOIN (${later}) AS later
		ON firsts.customer = later.customer AND firsts.after <= later.next
		GROUP BY bucket, name, other`;
}
