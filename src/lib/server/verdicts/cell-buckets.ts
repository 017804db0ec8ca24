import type { ScoreCount } from '#lib/server/store/read-respondents.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Bucket, Moments } from '#lib/stats/impact/cell.ts';
import { localTimes, type AnalysisAxis } from './analysis-axis.ts';
import { isHighAnswer, isLowAnswer, type CellMetric } from './cell-metric.ts';
import type { CellQuestion } from './read-cell.ts';
import type { CellCounts } from './read-counts.ts';

type Sums = { n: number; sum: number; sumsq: number };
const nothing = (): Sums => ({ n: 0, sum: 0, sumsq: 0 });

function add(sums: Sums, worth: number, n: number): void {
	sums.n += n;
	sums.sum += worth * n;
	sums.sumsq += worth * worth * n;
}

/** Segments beyond these stay in the sums and get none of their own. */
const MOST_SEGMENTS = 8;

type Sizes = ReadonlyMap<string, number>;
/** How many answers of the metric each value of a field has. */
export type SegmentSizes = Readonly<Record<'channel' | 'lang', Sizes>>;
export type SegmentNames = Readonly<Record<'channel' | 'lang', readonly string[]>>;

export const NO_SIZES: SegmentSizes = { channel: new Map(), lang: new Map() };

function added(before: Sizes, counts: readonly ScoreCount[], { worth }: CellMetric, buckets: number): Sizes {
	const sizes = new Map(before);
	for (const count of counts)
		if (count.bucket < buckets && worth(count) !== null)
			sizes.set(count.segment, (sizes.get(count.segment) ?? 0) + count.n);
	return sizes;
}

/** The sizes with the first so many buckets more. */
export const addSizes = (
	before: SegmentSizes,
	counts: CellCounts,
	{ cellMetric }: Pick<CellQuestion, 'cellMetric'>,
	buckets: number
): SegmentSizes => ({
	channel: added(before.channel, counts.channel, cellMetric, buckets),
	lang: added(before.lang, counts.lang, cellMetric, buckets)
});

/** The values with the most answers, by name, so that growing past another changes nothing; none where there is one alone. */
function largest(sizes: Sizes): string[] {
	if (sizes.size < 2) return [];
	const ranked = [...sizes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
	return ranked
		.slice(0, MOST_SEGMENTS)
		.map(([name]) => name)
		.sort();
}

export const namesOf = ({ channel, lang }: SegmentSizes, { cellMetric }: Pick<CellQuestion, 'cellMetric'>) => ({
	channel: largest(channel),
	lang: cellMetric.kind === 'volume' ? [] : largest(lang)
});

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

/** The share that the stages had reached at the start of a bucket since the release; `null` without stages. */
function newShares({ stages }: Release, { range, widthMs }: AnalysisAxis): ((bucket: number) => number) | null {
	if (stages.length === 0) return null;
	const steps = stages.map(({ at, share }) => ({ atMs: Date.parse(at), share })).sort((a, b) => a.atMs - b.atMs);
	return (bucket) => steps.findLast(({ atMs }) => atMs <= range.fromMs + bucket * widthMs)?.share ?? 0;
}

const at = (moments: readonly (readonly Moments[])[], index: number): Moments[] =>
	moments.map((buckets) => buckets[index] ?? { n: 0, sum: 0, sumsq: 0 });

/** The buckets of one stretch of an axis, from its counts. */
export function cellBuckets(
	counts: CellCounts,
	names: SegmentNames,
	{ release, cellMetric, topics, zone }: CellQuestion,
	axis: AnalysisAxis,
	{ first, length }: { first: number; length: number }
): Bucket[] {
	const isScore = cellMetric.kind !== 'volume';
	const of = (field: 'channel' | 'lang') =>
		names[field].map((name) =>
			bucketMoments(
				counts[field].filter(({ segment }) => segment === name),
				cellMetric,
				length
			)
		);
	const byChannel = of('channel');
	const segments = isScore ? [...byChannel, ...of('lang')] : [];
	const volumes = isScore ? bucketVolumes(counts.channel, cellMetric, length) : null;
	const about = (isScore ? topics : []).map((_, topic) =>
		bucketMoments(
			counts.topics.filter(({ segment }) => segment[topic] === '1'),
			cellMetric,
			length
		)
	);
	const fromMs = axis.range.fromMs + first * axis.widthMs;
	const times = localTimes({ ...axis, range: { fromMs, toMs: fromMs + length * axis.widthMs } }, zone);
	const shares = newShares(release, axis);
	return bucketMoments(counts.channel, cellMetric, length).map((moments, index): Bucket => ({
		...moments,
		...(times[index] ?? { hourOfDay: 0, weekday: 0 }),
		...(volumes?.[index] && { volumes: volumes[index] }),
		...(shares && first + index >= axis.releaseAt && { newShare: shares(first + index) }),
		...(byChannel.length > 0 && { sources: at(byChannel, index).map(({ n }) => n) }),
		...(segments.length > 0 && { segments: at(segments, index) }),
		...(about.length > 0 && { topics: at(about, index) })
	}));
}
