import type { Bucket, ImpactCell } from './cell.ts';
import { changedMix, foreignTopics, risenTopics, withoutTopics, type Mix } from './other-cells.ts';
import { createSeries } from './series.ts';
import { createSeriesReader, type SeriesReading } from './series-reading.ts';

/** What a cell says at one moment of closed buckets, by a fit of its own. */
export function readingOf(cell: ImpactCell): SeriesReading | null {
	const series = createSeries(cell);
	return createSeriesReader(series)(series.look(null));
}

/** The cell as it is without some of its answers, or with them counted otherwise. */
export const changedCell = (cell: ImpactCell, buckets: readonly Bucket[], change: (bucket: Bucket) => Bucket) => ({
	...cell,
	buckets: buckets.map(change)
});

/** Segments of which the mix differs by more than this, in total variation. */
export const MIX_DISTANCE = 0.1;

/** The attribute whose mix changed too much to be left in the mean, or `null`. */
export function mixToTakeOut(cell: ImpactCell, buckets: readonly Bucket[]): Mix | null {
	if (cell.kind === 'volume') return null;
	const mix = changedMix(cell, buckets);
	return mix && mix.distance > MIX_DISTANCE ? mix : null;
}

/** Removes what a person marked as not about the product. */
export function aboutProduct(cell: ImpactCell): (bucket: Bucket) => Bucket {
	const foreign = foreignTopics(cell);
	return foreign.length === 0 ? (bucket) => bucket : (bucket) => withoutTopics(bucket, foreign);
}

/** What the cell would say without a topic that took hold after the release. */
export type WithoutTopic = Readonly<{ name: string; before: number; after: number; reading: SeriesReading }>;

export function withoutEachTopic(cell: ImpactCell, buckets: readonly Bucket[]): WithoutTopic[] {
	return risenTopics(cell, buckets).flatMap(({ topic, before, after }) => {
		const reading = readingOf(changedCell(cell, buckets, (bucket) => withoutTopics(bucket, [topic])));
		return reading ? [{ name: cell.topics?.[topic]?.name ?? '', before, after, reading }] : [];
	});
}
