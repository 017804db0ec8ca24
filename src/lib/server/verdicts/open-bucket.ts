import type { Bucket, ImpactCell } from '#lib/stats/impact/cell.ts';
import type { AnalysisAxis } from './analysis-axis.ts';

/**
 * The bucket that is still open, where it can be compared with whole ones: answers so far have a mean, but their number
 * would only say how much of the hour is over. `null` of volumes, and where the window is over.
 */
export const openBucket = (
	{ hasOpen }: Pick<AnalysisAxis, 'hasOpen'>,
	buckets: readonly Bucket[],
	kind: ImpactCell['kind']
): Bucket | null => (hasOpen && kind !== 'volume' ? (buckets.at(-1) ?? null) : null);
