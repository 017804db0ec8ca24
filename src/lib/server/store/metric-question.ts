import type { BucketWidth, Filter } from '#lib/domain/question.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import type { Bindings } from './bindings.ts';
import { bucketSql } from './bucket-sql.ts';
import { fieldSql, type RowTable } from './field-sql.ts';
import { filterSql } from './filter-sql.ts';
import type { MetricSpec, Sums } from './metric-spec.ts';
import type { Source } from './source-sql.ts';

export type MetricQuestion = Readonly<{
	product: number;
	metric: MetricSpec;
	width: BucketWidth;
	/** The start of each bucket, then the end of the last. */
	edgesMs: readonly number[];
	filter: readonly Filter[];
	groupBy?: string | undefined;
	/** What the filters' and the groups' topics mean; left out where there are none. */
	topics?: readonly Topic[];
	/** How many groups stand for themselves. */
	groups: number;
	/** A metric that looks ahead counts only customers whose time was over by then. */
	ripeMs?: number | undefined;
}>;

/** What one bucket of one group holds; a bucket without rows is not there. */
export type MetricRow = Sums & Readonly<{ group: string; other: boolean; startMs: number; approximate?: true }>;

/** A statement's answer, as ClickHouse sends it, for one bucket: its start in seconds, 0 where there is only one. */
export const startMsOf = ({ width, edgesMs }: MetricQuestion, bucket: string | number): number =>
	width === 'all' ? (edgesMs[0] ?? 0) : Number(bucket) * 1000;

export const rangeOf = ({ edgesMs }: Pick<MetricQuestion, 'edgesMs'>): TimeRange => ({
	fromMs: edgesMs[0] ?? 0,
	toMs: edgesMs.at(-1) ?? 0
});

/** The rows of one table that the question looks at, further narrowed by the metric's own condition `rows`. */
export function sourceOf(table: RowTable, rows: string, question: MetricQuestion, bindings: Bindings): Source {
	const { product, width, edgesMs, filter, groupBy } = question;
	const seconds = edgesMs.map((edge) => edge / 1000);
	return {
		table,
		product,
		conditions: [rows, ...filter.map((one) => filterSql(one, bindings))],
		group: groupBy === undefined ? `''` : fieldSql(groupBy, bindings).text,
		bucketOf: (instant) => (width === 'all' ? '0' : bucketSql(instant, seconds, bindings))
	};
}
