import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { Bucket, ImpactCell, OtherRelease } from '#lib/stats/impact/cell.ts';
import { HOUR_MS, WINDOW_DAYS, type AnalysisAxis } from './analysis-axis.ts';
import { axisOf, axisOfWidth } from './cell-axis.ts';
import { addSizes, cellBuckets, namesOf, NO_SIZES, type SegmentNames, type SegmentSizes } from './cell-buckets.ts';
import type { CellMetric } from './cell-metric.ts';
import { readConcurrent } from './read-concurrent.ts';
import { openBucket } from './open-bucket.ts';
import { readCounts } from './read-counts.ts';
import type { ReleaseReader } from './release-reader.ts';

/** One release × metric as the method looks at it. */
export type ReleaseCell = Readonly<{
	cell: ImpactCell;
	/** @see openBucket */
	open: Bucket | null;
	axis: AnalysisAxis;
	/** Of the closed buckets: which segments are told apart hangs on them alone. */
	sizes: SegmentSizes;
}>;

export type CellQuestion = Readonly<{
	release: Release;
	/** All of the product. */
	releases: readonly Release[];
	metric: ProductMetric;
	cellMetric: CellMetric;
	/** The smallest effect that counts. */
	minimumEffect: number;
	topics: readonly Topic[];
	zone: string;
	nowMs: number;
}>;

/** The releases whose own effect may lie in the window, each by its first bucket. */
function otherReleases({ release, releases }: CellQuestion, { range, widthMs }: AnalysisAxis): OtherRelease[] {
	const releaseMs = Date.parse(release.at);
	return releases
		.map(({ version, at }) => ({ version, atMs: Date.parse(at) }))
		.filter(({ version, atMs }) => {
			const isNear = atMs >= releaseMs - WINDOW_DAYS * 24 * HOUR_MS && atMs < range.toMs;
			return version !== release.version && isNear;
		})
		.sort((a, b) => a.atMs - b.atMs || (a.version < b.version ? -1 : 1))
		.map(({ version, atMs }) => ({ version, bucket: Math.floor((atMs - range.fromMs) / widthMs) }));
}

/** What does not change from bucket to bucket. */
function frameOf(question: CellQuestion, axis: AnalysisAxis, { channel, lang }: SegmentNames) {
	const { release, metric, cellMetric, minimumEffect, topics } = question;
	const isScore = cellMetric.kind !== 'volume';
	const segments = [
		...channel.map((name) => ({ attribute: 'channel', name })),
		...lang.map((name) => ({ attribute: 'lang', name }))
	];
	return {
		kind: cellMetric.kind,
		direction: metric.direction === 'lower' ? ('lower' as const) : ('higher' as const),
		minimumEffect,
		voluntary: isScore,
		rollout: release.stages.length > 0 ? ('instant' as const) : release.rollout,
		widthHours: axis.widthHours,
		releaseAt: axis.releaseAt,
		otherReleases: otherReleases(question, axis),
		...(channel.length > 0 && { sources: channel }),
		...(isScore && segments.length > 0 && { segments }),
		...(isScore && topics.length > 0 && { topics: topics.map(({ name, aboutProduct }) => ({ name, aboutProduct })) })
	};
}

const lengthOf = ({ releaseAt, closed, hasOpen }: AnalysisAxis): number => releaseAt + closed + (hasOpen ? 1 : 0);

/** All that the method looks at for a release and a metric, as the rows are now. */
export async function readCell(reader: ReleaseReader, question: CellQuestion): Promise<ReleaseCell> {
	const axis = await axisOf(reader, question);
	const counts = await readCounts(reader, question, axis);
	const closed = axis.releaseAt + axis.closed;
	const sizes = addSizes(NO_SIZES, counts, question, closed);
	const names = namesOf(sizes, question);
	const buckets = cellBuckets(counts, names, question, axis, { first: 0, length: lengthOf(axis) });
	const concurrent = question.cellMetric.kind === 'volume' ? null : await readConcurrent(reader, question, axis);
	const frame = frameOf(question, axis, names);
	const cell = { ...frame, buckets: buckets.slice(0, closed), ...(concurrent && { concurrent }) };
	return { cell, open: openBucket(axis, buckets, question.cellMetric.kind), axis, sizes };
}

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The same cell later, where nothing came into its closed buckets: only what follows them is read. `null` where it
 * is not the old cell and some buckets more, and all has to be read.
 */
export async function extendCell(
	reader: ReleaseReader,
	question: CellQuestion,
	before: ReleaseCell
): Promise<ReleaseCell | null> {
	const axis = await axisOfWidth(reader, question, before.axis.widthHours);
	if (axis.range.fromMs !== before.axis.range.fromMs || axis.closed < before.axis.closed) return null;
	const more = axis.closed - before.axis.closed;
	// Old and new version side by side are read anew, in buckets whose width hangs on all of them.
	if (more > 0 && question.release.assignment !== 'everyone') return null;
	const first = before.axis.releaseAt + before.axis.closed;
	const part = { ...axis, range: { fromMs: axis.range.fromMs + first * axis.widthMs, toMs: axis.range.toMs } };
	const counts = await readCounts(reader, question, part);
	const sizes = more > 0 ? addSizes(before.sizes, counts, question, more) : before.sizes;
	const names = namesOf(sizes, question);
	const { buckets: _, concurrent, ...frame } = before.cell;
	if (!isEqual(frameOf(question, axis, names), frame)) return null;
	const buckets = cellBuckets(counts, names, question, axis, { first, length: lengthOf(axis) - first });
	const cell =
		more > 0
			? {
					...frame,
					buckets: [...before.cell.buckets, ...buckets.slice(0, more)],
					...(concurrent && { concurrent })
				}
			: before.cell;
	return { cell, open: openBucket(axis, buckets, question.cellMetric.kind), axis, sizes };
}
