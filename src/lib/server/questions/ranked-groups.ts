import type { MetricRow } from '#lib/server/store/metric-question.ts';
import type { Sums } from '#lib/server/store/metric-spec.ts';

/** The sums of every bucket, by its start, of every group. */
export type GroupSums = ReadonlyMap<string, ReadonlyMap<number, Sums>>;

export const summed = (a: Sums | undefined, b: Sums): Sums =>
	a ? { n: a.n + b.n, total: a.total + b.total, squares: a.squares + b.squares } : b;

const sizeOf = (buckets: ReadonlyMap<number, Sums>): number =>
	[...buckets.values()].reduce((size, { n }) => size + n, 0);

/** As the store ranks: the largest over the whole range first, ties by the bytes of their names; the rest as one. */
export function rankedGroups(groups: GroupSums, most: number): MetricRow[] {
	const ranked = [...groups]
		.map(([group, buckets]) => ({ group, buckets, size: sizeOf(buckets) }))
		.sort((a, b) => b.size - a.size || Buffer.compare(Buffer.from(a.group), Buffer.from(b.group)));
	const rows = ranked
		.slice(0, most)
		.flatMap(({ group, buckets }) =>
			[...buckets].map(([startMs, sums]) => ({ group, other: false, startMs, ...sums }))
		);
	const rest = new Map<number, Sums>();
	for (const { buckets } of ranked.slice(most))
		for (const [startMs, sums] of buckets) rest.set(startMs, summed(rest.get(startMs), sums));
	return [...rows, ...[...rest].map(([startMs, sums]) => ({ group: '', other: true, startMs, ...sums }))];
}
