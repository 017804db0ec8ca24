import type { Bucket, Result, Series } from '#lib/domain/question.ts';
import type { SeriesChange } from '#lib/live/contract.ts';

/** Groups may be called anything; the fold of the rest is told apart by its own mark. */
const keyOf = ({ group, other }: { group: string | null; other?: true }): string =>
	other ? 'other' : `group:${group ?? ''}`;

const isSame = (a: Bucket, b: Bucket): boolean =>
	a.n === b.n && a.value === b.value && a.low === b.low && a.high === b.high && a.approximate === b.approximate;

function seriesChange(before: Series | undefined, after: Series): SeriesChange | null {
	const known = new Map(before?.buckets.map((bucket) => [bucket.start, bucket]));
	const upsert = after.buckets.filter((bucket) => {
		const old = known.get(bucket.start);
		known.delete(bucket.start);
		return !old || !isSame(old, bucket);
	});
	const remove = [...known.keys()];
	if (upsert.length === 0 && remove.length === 0) return null;
	return { group: after.group, ...(after.other && { other: after.other }), upsert, remove };
}

const removal = ({ group, other, buckets }: Series): SeriesChange => ({
	group,
	...(other && { other }),
	upsert: [],
	remove: buckets.map(({ start }) => start)
});

/** What turns `before` into `after`; empty when they are equal. */
export function resultChanges(before: Result, after: Result): SeriesChange[] {
	const gone = new Map(before.series.map((series) => [keyOf(series), series]));
	const changes: SeriesChange[] = [];
	for (const series of after.series) {
		const change = seriesChange(gone.get(keyOf(series)), series);
		gone.delete(keyOf(series));
		if (change) changes.push(change);
	}
	return [...changes, ...[...gone.values()].map(removal)];
}

/** `whole` with the buckets of `part` in the place of its own; both have one series, without groups. */
export function resultWithPart(whole: Result, part: Result): Result {
	const [series] = whole.series;
	if (!series) return part;
	const fresh = new Map(part.series[0]?.buckets.map((bucket) => [bucket.start, bucket]));
	return { series: [{ ...series, buckets: series.buckets.map((bucket) => fresh.get(bucket.start) ?? bucket) }] };
}
