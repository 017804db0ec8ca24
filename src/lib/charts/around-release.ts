import type { Point } from './bucket-points.ts';
import type { TimeModel } from './time-model.ts';

/** What was answered on one side of a release, over `buckets` full buckets. */
export type Side = Readonly<{ value: number; n: number }>;

export type AroundRelease = Readonly<{ before: Side; after: Side; buckets: number }>;

/** Enough to be no accident of a day, few enough to be about this release. */
const MOST_BUCKETS = 7;

/** A mean of means by their n; volumes a bucket. */
function side(points: readonly Point[], unit: TimeModel['metric']['unit']): Side | null {
	const n = points.reduce((sum, point) => sum + point.n, 0);
	if (unit === 'count') return { value: n / points.length, n };
	const weighed = points.reduce((sum, { value, n: weight }) => sum + (value ?? 0) * weight, 0);
	return n === 0 ? null : { value: weighed / n, n };
}

/**
 * The same number of full buckets on both sides of a release, as many as the chart holds up to seven. It describes and
 * judges nothing. `null` where one side has none, and for what cannot be added up over buckets.
 */
export function aroundRelease({ lines, metric }: TimeModel, releaseMs: number): AroundRelease | null {
	const [only] = lines;
	if (!only || lines.length > 1 || metric.unit === 'customers' || metric.unit === 'events per customer') return null;
	const closed = only.points.filter(({ state }) => state === 'closed');
	const earlier = closed.filter(({ endMs }) => endMs <= releaseMs);
	const later = closed.filter(({ startMs }) => startMs >= releaseMs);
	const buckets = Math.min(MOST_BUCKETS, earlier.length, later.length);
	if (buckets === 0) return null;
	const before = side(earlier.slice(-buckets), metric.unit);
	const after = side(later.slice(0, buckets), metric.unit);
	return before && after ? { before, after, buckets } : null;
}
