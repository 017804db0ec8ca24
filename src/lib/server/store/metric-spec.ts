import type { Bucket, Filter } from '#lib/domain/question.ts';
import type { RowTable } from './field-sql.ts';

/** A bucket but for its start. */
export type Estimate = Readonly<Omit<Bucket, 'start' | 'approximate'>>;

/** What one bucket of one group sums up to. */
export type Sums = Readonly<{
	n: number;
	total: number;
	squares: number;
	/** Of values in order, some by their rank from 1. */
	ranked?: readonly (readonly [rank: number, value: number])[];
}>;

/**
 * Rows of one table, each with what it adds to `n` and what it is worth (whole numbers): `total` and `squares` sum the
 * worth and its square. Conditions and worth may name only scale, score and name, which the projections keep; a worth of
 * filters is 1 where they all let the row through.
 */
export type CountedSource = Readonly<{ table: RowTable; rows: string; n: 0 | 1; worth: string | readonly Filter[] }>;

/** A metric whose sums over two stretches of time add up. */
export type CountedMetric = Readonly<{
	kind: 'counted';
	sources: readonly CountedSource[];
	estimate: (sums: Sums) => Estimate;
}>;

/** A metric that counts whom it has not seen yet: `n` rows, `total` distinct customers, no squares. */
export type DistinctMetric = Readonly<{
	kind: 'distinct';
	tables: readonly RowTable[];
	/** Which of the two is the metric's own n, by which groups rank. */
	nOf: 'rows' | 'customers';
	estimate: (sums: Sums) => Estimate;
}>;

/**
 * A metric of the numbers in one field: `n` rows that have one. Without `q`, `total` sums them and `squares` the squares
 * of their distances from their mean; with it, those of the ranks around the quantile `q` are there.
 */
export type ValuesMetric = Readonly<{
	kind: 'values';
	table: RowTable;
	field: string;
	q: number | null;
	estimate: (sums: Sums) => Estimate;
}>;

/**
 * A metric that looks ahead: `n` customers, each from their first row in a bucket on, and `total` of them who have a row
 * that matches `then` from `gapMs` to `withinMs` after it, both included.
 */
export type AheadMetric = Readonly<{
	kind: 'ahead';
	table: RowTable;
	then: readonly Filter[];
	gapMs: number;
	withinMs: number;
	estimate: (sums: Sums) => Estimate;
}>;

export type MetricSpec = CountedMetric | DistinctMetric | ValuesMetric | AheadMetric;
