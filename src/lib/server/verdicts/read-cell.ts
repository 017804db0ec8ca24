import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { ScoreCount } from '#lib/server/store/read-respondents.ts';
import { analysisWidth } from '#lib/stats/impact/analysis-width.ts';
import type { Bucket, ImpactCell, Moments, OtherRelease } from '#lib/stats/impact/cell.ts';
import {
	analysisAxis,
	HOUR_MS,
	knownUntil,
	knowsOnlyDates,
	localTimes,
	WINDOW_DAYS,
	type AnalysisAxis
} from './analysis-axis.ts';
import { bucketMoments, bucketVolumes, segmentNames } from './cell-buckets.ts';
import type { CellMetric } from './cell-metric.ts';
import { readConcurrent } from './read-concurrent.ts';
import type { ReleaseReader } from './release-reader.ts';

/** One release × metric as the method looks at it. */
export type ReleaseCell = Readonly<{
	cell: ImpactCell;
	/** The bucket that is still open; `null` where the window is over. */
	open: Bucket | null;
	axis: AnalysisAxis;
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

const HOURS_LOOKED_AT = 56 * 24;

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

/** The share that the stages had reached at the start of each bucket since the release; `null` without stages. */
function newShares({ stages }: Release, { range, widthMs }: AnalysisAxis): ((bucket: number) => number) | null {
	if (stages.length === 0) return null;
	const steps = stages.map(({ at, share }) => ({ atMs: Date.parse(at), share })).sort((a, b) => a.atMs - b.atMs);
	return (bucket) => steps.findLast(({ atMs }) => atMs <= range.fromMs + bucket * widthMs)?.share ?? 0;
}

async function axisOf(reader: ReleaseReader, question: CellQuestion): Promise<AnalysisAxis> {
	const { release, cellMetric, nowMs } = question;
	const releaseMs = Date.parse(release.at);
	const { firstMs, lastMs } = await reader.span(cellMetric.source);
	const knownUntilMs = knownUntil(lastMs, nowMs);
	const age = firstMs === null ? 0 : Math.floor((releaseMs - firstMs) / HOUR_MS);
	const hours = Math.max(0, Math.min(HOURS_LOOKED_AT, age));
	const range = { fromMs: releaseMs - hours * HOUR_MS, toMs: releaseMs };
	const counts = await reader.counts(cellMetric.source, { range, widthMs: HOUR_MS });
	const hourly = bucketMoments(counts, cellMetric, hours).map(({ n }) => n);
	const width = analysisWidth(hourly, {
		volume: cellMetric.kind === 'volume',
		datesOnly: knowsOnlyDates(hourly)
	});
	return analysisAxis(width, { releaseMs, firstMs, knownUntilMs });
}

/** The counts of one field's values, and of each of them alone in the order of `names`. */
type Split = Readonly<{
	field: 'channel' | 'lang';
	counts: readonly ScoreCount[];
	names: readonly string[];
	moments: Moments[][];
}>;

async function split(
	reader: ReleaseReader,
	{ cellMetric }: CellQuestion,
	{ range, widthMs }: AnalysisAxis,
	field: 'channel' | 'lang'
): Promise<Split> {
	const length = Math.round((range.toMs - range.fromMs) / widthMs);
	const counts = await reader.counts(cellMetric.source, { range, widthMs, segment: field });
	const names = segmentNames(counts, cellMetric);
	const moments = names.map((name) =>
		bucketMoments(
			counts.filter(({ segment }) => segment === name),
			cellMetric,
			length
		)
	);
	return { field, counts, names, moments };
}

/** Sums of the answers about each topic; a text is looked through when it is asked, so that a new topic counts at once. */
async function topicMoments(
	reader: ReleaseReader,
	{ cellMetric, topics }: CellQuestion,
	{ range, widthMs }: AnalysisAxis
): Promise<Moments[][]> {
	if (topics.length === 0) return [];
	const length = Math.round((range.toMs - range.fromMs) / widthMs);
	const asked = { range, widthMs, topics: topics.map(({ terms }) => terms) };
	const counts = await reader.counts(cellMetric.source, asked);
	return topics.map((_, index) =>
		bucketMoments(
			counts.filter(({ segment }) => segment[index] === '1'),
			cellMetric,
			length
		)
	);
}

const at = (moments: readonly (readonly Moments[])[], index: number): Moments[] =>
	moments.map((buckets) => buckets[index] ?? { n: 0, sum: 0, sumsq: 0 });

/** All that the method looks at for a release and a metric, as the rows are now. */
export async function readCell(reader: ReleaseReader, question: CellQuestion): Promise<ReleaseCell> {
	const { release, metric, cellMetric, minimumEffect, zone } = question;
	const axis = await axisOf(reader, question);
	const length = axis.releaseAt + axis.closed + (axis.hasOpen ? 1 : 0);
	const isScore = cellMetric.kind !== 'volume';
	// Every answer has one channel: its parts are the whole, so that nothing is read twice.
	const byChannel = await split(reader, question, axis, 'channel');
	const byLang = isScore ? await split(reader, question, axis, 'lang') : null;
	const all = bucketMoments(byChannel.counts, cellMetric, length);
	const volumes = isScore ? bucketVolumes(byChannel.counts, cellMetric, length) : null;
	const topics = isScore ? await topicMoments(reader, question, axis) : [];
	const times = localTimes(axis, zone);
	const shares = newShares(release, axis);
	const splits = isScore ? [byChannel, ...(byLang ? [byLang] : [])] : [];
	const segments = splits.flatMap(({ field, names }) => names.map((name) => ({ attribute: field, name })));
	const buckets = all.map((moments, index): Bucket => ({
		...moments,
		...(times[index] ?? { hourOfDay: 0, weekday: 0 }),
		...(volumes?.[index] && { volumes: volumes[index] }),
		...(shares && index >= axis.releaseAt && { newShare: shares(index) }),
		...(byChannel.names.length > 0 && { sources: at(byChannel.moments, index).map(({ n }) => n) }),
		...(segments.length > 0 && { segments: splits.flatMap((one) => at(one.moments, index)) }),
		...(topics.length > 0 && { topics: at(topics, index) })
	}));
	const concurrent = isScore ? await readConcurrent(reader, question, axis) : null;
	const cell: ImpactCell = {
		kind: cellMetric.kind,
		direction: metric.direction === 'lower' ? 'lower' : 'higher',
		minimumEffect,
		voluntary: isScore,
		rollout: shares ? 'instant' : release.rollout,
		widthHours: axis.widthHours,
		releaseAt: axis.releaseAt,
		buckets: buckets.slice(0, axis.releaseAt + axis.closed),
		otherReleases: otherReleases(question, axis),
		...(byChannel.names.length > 0 && { sources: byChannel.names }),
		...(segments.length > 0 && { segments }),
		...(topics.length > 0 && {
			topics: question.topics.map(({ name, aboutProduct }) => ({ name, aboutProduct }))
		}),
		...(concurrent && { concurrent })
	};
	return { cell, open: axis.hasOpen ? (buckets.at(-1) ?? null) : null, axis };
}
