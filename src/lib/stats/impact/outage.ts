import type { Bucket, ImpactCell } from './cell.ts';
import { outcomeScale, type OutcomeScale } from './outcome-scale.ts';

/** A bucket with less than this part of what was expected is low; so many low ones in a row are an outage. */
const LOW_SHARE = 0.2;
const LEAST_RUN = 2;
/** Answers expected during a run before its silence says anything: Poisson chance 2e-5 of a fifth of them or fewer. */
const LEAST_EXPECTED = 20;
/** A source that sends less than this in a typical bucket says nothing about an outage. */
const LEAST_SOURCE = 0.5;

/** Follows buckets in order and says which ones are an outage. */
export type OutageWatch = Readonly<{
	/** How many of the latest buckets, this one included, are an outage: nought if this one is none. */
	push: (bucket: Bucket) => number;
	/** Whether an open bucket goes on with an outage under way. */
	isOpenMasked: (open: Bucket) => boolean;
}>;

type Expected = OutcomeScale['expectedOf'];

/** Counts by source as buckets of their own, with what is expected of each. */
function sourceExpectations(cell: ImpactCell, before: readonly Bucket[]): (Expected | null)[] {
	return (cell.sources ?? []).map((_, source) => {
		const counts = before.map((bucket) => ({ ...bucket, n: bucket.sources?.[source] ?? 0 }));
		const mean = counts.reduce((sum, { n }) => sum + n, 0) / Math.max(1, counts.length);
		return mean < LEAST_SOURCE ? null : outcomeScale('volume', counts).expectedOf;
	});
}

/**
 * Low buckets are missing rather than an effect when something stopped the answers. Of a volume that is so only where
 * every source of the product falls; else the fall is the effect.
 */
export function watchOutages(cell: ImpactCell, expectedOf: Expected): OutageWatch {
	const sources = sourceExpectations(cell, cell.buckets.slice(0, cell.releaseAt));
	const canTell = cell.kind !== 'volume' || sources.some((source) => source !== null);
	let run = 0;
	let expected = 0;
	const isLow = (bucket: Bucket): boolean => {
		if (!canTell || bucket.n >= LOW_SHARE * expectedOf(bucket)) return false;
		if (cell.kind !== 'volume') return true;
		return sources.every(
			(source, index) => source === null || (bucket.sources?.[index] ?? 0) < LOW_SHARE * source(bucket)
		);
	};
	const isOutage = () => run >= LEAST_RUN && expected >= LEAST_EXPECTED;
	return {
		push: (bucket) => {
			run = isLow(bucket) ? run + 1 : 0;
			expected = run === 0 ? 0 : expected + expectedOf(bucket);
			return isOutage() ? run : 0;
		},
		isOpenMasked: (open) => isOutage() && isLow(open)
	};
}

/** Part of the buckets that may be missing after and before the release. */
export const MOST_MISSING = { after: 0.25, before: 0.3 } as const;
