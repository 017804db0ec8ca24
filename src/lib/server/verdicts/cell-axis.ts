import { analysisWidth } from '#lib/stats/impact/analysis-width.ts';
import { analysisAxis, HOUR_MS, knownUntil, knowsOnlyDates, type AnalysisAxis } from './analysis-axis.ts';
import { bucketMoments } from './cell-buckets.ts';
import type { CellQuestion } from './read-cell.ts';
import type { ReleaseReader } from './release-reader.ts';

const HOURS_LOOKED_AT = 56 * 24;

/** The axis of a width that was chosen before, up to now. */
export async function axisOfWidth(
	reader: ReleaseReader,
	{ release, cellMetric, nowMs }: CellQuestion,
	widthHours: number
): Promise<AnalysisAxis> {
	const { firstMs, lastMs } = await reader.span(cellMetric.source);
	const releaseMs = Date.parse(release.at);
	return analysisAxis(widthHours, { releaseMs, firstMs, knownUntilMs: knownUntil(lastMs, nowMs) });
}

/** The axis whose width suits the answers of before the release. */
export async function axisOf(reader: ReleaseReader, question: CellQuestion): Promise<AnalysisAxis> {
	const { release, cellMetric } = question;
	const releaseMs = Date.parse(release.at);
	const { firstMs } = await reader.span(cellMetric.source);
	const age = firstMs === null ? 0 : Math.floor((releaseMs - firstMs) / HOUR_MS);
	const hours = Math.max(0, Math.min(HOURS_LOOKED_AT, age));
	const range = { fromMs: releaseMs - hours * HOUR_MS, toMs: releaseMs };
	const counts = await reader.counts(cellMetric.source, { range, widthMs: HOUR_MS, where: cellMetric.where });
	const hourly = bucketMoments(counts, cellMetric, hours).map(({ n }) => n);
	const width = analysisWidth(hourly, {
		volume: cellMetric.kind === 'volume',
		datesOnly: knowsOnlyDates(hourly)
	});
	return axisOfWidth(reader, question, width);
}
