import type { Bucket, Result, Series } from '#lib/domain/question.ts';
import type { SeriesChange } from './contract.ts';

type Named = Pick<Series, 'group' | 'other'>;

const isSame = (one: Named, other: Named): boolean =>
	one.group === other.group && Boolean(one.other) === Boolean(other.other);

/** Names by code unit, a series without a name first, the fold last: as an answer lists them. */
function order(one: Named, other: Named): number {
	if (Boolean(one.other) !== Boolean(other.other)) return one.other ? 1 : -1;
	const [first, second] = [one.group ?? '', other.group ?? ''];
	return first < second ? -1 : first > second ? 1 : 0;
}

/** Starts are RFC 3339 in UTC with milliseconds: their order as texts is their order in time. */
function changedBuckets(buckets: readonly Bucket[], { upsert, remove }: SeriesChange): Bucket[] {
	const byStart = new Map(buckets.map((bucket) => [bucket.start, bucket]));
	for (const start of remove) byStart.delete(start);
	for (const bucket of upsert) byStart.set(bucket.start, bucket);
	return [...byStart.values()].sort((one, other) => (one.start < other.start ? -1 : 1));
}

/** The result after `changes`; untouched series stay the same objects, a series without buckets is gone. */
export function changedResult(result: Result, changes: readonly SeriesChange[]): Result {
	let series = [...result.series];
	for (const change of changes) {
		const before = series.find((one) => isSame(one, change));
		const buckets = changedBuckets(before?.buckets ?? [], change);
		const after: Series = change.other
			? { group: change.group, other: true, buckets }
			: { group: change.group, buckets };
		series = series.filter((one) => one !== before);
		if (buckets.length > 0) series.push(after);
	}
	return { series: series.sort(order) };
}

/** How many rows more the changed buckets hold than before; what left the range or was taken back counts as none. */
export function rowsAdded(result: Result, changes: readonly SeriesChange[]): number {
	let added = 0;
	for (const change of changes) {
		const before = result.series.find((one) => isSame(one, change));
		const known = new Map(before?.buckets.map(({ start, n }) => [start, n]));
		for (const { start, n } of change.upsert) added += Math.max(0, n - (known.get(start) ?? 0));
	}
	return added;
}
