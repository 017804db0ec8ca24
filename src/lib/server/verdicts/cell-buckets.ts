import type { ScoreCount } from '#lib/server/store/read-respondents.ts';
import type { Bucket, Moments } from '#lib/stats/impact/cell.ts';
import { isHighAnswer, isLowAnswer, type CellMetric } from './cell-metric.ts';

type Sums = { n: number; sum: number; sumsq: number };
const nothing = (): Sums => ({ n: 0, sum: 0, sumsq: 0 });

function add(sums: Sums, worth: number, n: number): void {
	sums.n += n;
	sums.sum += worth * n;
	sums.sumsq += worth * worth * n;
}

/** Segments beyond these stay in the sums and get none of their own. */
const MOST_SEGMENTS = 8;

/** The values of one field that have the most answers of the metric, by size and then by name; none where there is one alone. */
export function segmentNames(counts: readonly ScoreCount[], { worth }: CellMetric): string[] {
	const sizes = new Map<string, number>();
	for (const count of counts)
		if (worth(count) !== null) sizes.set(count.segment, (sizes.get(count.segment) ?? 0) + count.n);
	if (sizes.size < 2) return [];
	const ranked = [...sizes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
	return ranked.slice(0, MOST_SEGMENTS).map(([name]) => name);
}

/** Sums of each bucket, for the answers of one segment or of all. */
export function bucketMoments(counts: readonly ScoreCount[], { worth }: CellMetric, length: number): Moments[] {
	const buckets = Array.from({ length }, nothing);
	for (const count of counts) {
		const value = worth(count);
		const bucket = buckets[count.bucket];
		if (value !== null && bucket) add(bucket, value, count.n);
	}
	return buckets;
}

/** All, low and high answers of the metric in each bucket. */
export function bucketVolumes(
	counts: readonly ScoreCount[],
	{ worth }: CellMetric,
	length: number
): NonNullable<Bucket['volumes']>[] {
	const buckets = Array.from({ length }, () => ({ all: 0, low: 0, high: 0 }));
	for (const count of counts) {
		const bucket = buckets[count.bucket];
		if (worth(count) === null || !bucket) continue;
		bucket.all += count.n;
		if (isLowAnswer(count)) bucket.low += count.n;
		if (isHighAnswer(count)) bucket.high += count.n;
	}
	return buckets;
}
