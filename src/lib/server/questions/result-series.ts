import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Bucket, Series } from '#lib/domain/question.ts';
import type { MetricRow } from '#lib/server/store/metric-question.ts';
import type { Estimate, Sums } from '#lib/server/store/metric-spec.ts';

const NOTHING: Sums = { n: 0, total: 0, squares: 0 };

/** Rows of one series, and its place among the others. */
type Group = { name: string | null; other: boolean; rows: Map<number, MetricRow> };

function groupsOf(rows: readonly MetricRow[], grouped: boolean): Group[] {
	const groups = new Map<string, Group>();
	if (!grouped) groups.set(' ', { name: null, other: false, rows: new Map() });
	for (const row of rows) {
		const key = grouped ? `${row.other ? 1 : 0}${row.group}` : ' ';
		const group = groups.get(key) ?? { name: row.other ? null : row.group, other: row.other, rows: new Map() };
		group.rows.set(row.startMs, row);
		groups.set(key, group);
	}
	// '0…' before '1': names by code unit, the fold last.
	return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/**
 * Every bucket of every series, in order. Without groups there is one series, with rows or without; with groups one
 * for each that has rows.
 */
export function resultSeries(
	rows: readonly MetricRow[],
	{ startsMs, grouped, estimate }: { startsMs: readonly number[]; grouped: boolean; estimate: (sums: Sums) => Estimate }
): Series[] {
	const starts = startsMs.map(toRfc3339);
	const nothing = estimate(NOTHING);
	return groupsOf(rows, grouped).map(({ name, other, rows: own }) => {
		const buckets = startsMs.map((startMs, index): Bucket => {
			const row = own.get(startMs);
			return {
				start: starts[index] ?? '',
				...(row ? estimate(row) : nothing),
				...(row?.approximate && { approximate: true })
			};
		});
		return other ? { group: name, other, buckets } : { group: name, buckets };
	});
}
