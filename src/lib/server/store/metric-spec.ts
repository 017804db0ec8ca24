import type { Bucket } from '#lib/domain/question.ts';
import type { RowTable } from './field-sql.ts';

/** A bucket but for its start. */
export type Estimate = Readonly<Omit<Bucket, 'start' | 'approximate'>>;

/** What one bucket of one group sums up to. */
export type Sums = Readonly<{ n: number; total: number; squares: number }>;

/**
 * Rows of one table, each with what it adds to `n` and what it is worth (whole numbers): `total` and `squares` sum the
 * worth and its square. Conditions and worth may name only scale, score and name, which the projections keep.
 */
export type CountedSource = Readonly<{ table: RowTable; rows: string; n: 0 | 1; worth: string }>;

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

export type MetricSpec = CountedMetric | DistinctMetric;
