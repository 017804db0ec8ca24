import type { TimeRange } from '#lib/domain/time-range.ts';
import type { SumsRow } from '#lib/server/store/read-sums.ts';
import type { Sums } from '#lib/server/store/metric-spec.ts';
import { summed } from './ranked-groups.ts';

/** Sums that are known: of every group, by the start of each bucket, in `range`. */
export type KeptSums = Readonly<{ range: TimeRange; groups: ReadonlyMap<string, ReadonlyMap<number, Sums>> }>;

/** `kept` with `rows` added; buckets for which `isLeft` is false are left out before. */
export function withRows(
	groups: KeptSums['groups'],
	isLeft: (startMs: number) => boolean,
	rows: readonly SumsRow[]
): Map<string, Map<number, Sums>> {
	const all = new Map<string, Map<number, Sums>>();
	for (const [group, buckets] of groups) {
		const left = new Map([...buckets].filter(([startMs]) => isLeft(startMs)));
		if (left.size > 0) all.set(group, left);
	}
	for (const { group, startMs, n, total, squares } of rows) {
		const buckets = all.get(group) ?? new Map<number, Sums>();
		buckets.set(startMs, summed(buckets.get(startMs), { n, total, squares }));
		all.set(group, buckets);
	}
	return all;
}
