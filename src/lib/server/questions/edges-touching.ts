import type { TimeRange } from '#lib/domain/time-range.ts';

/** The edges of the buckets that touch `range`; fewer than two when none does. */
export function edgesTouching(edgesMs: readonly number[], range: TimeRange): readonly number[] {
	const first = edgesMs.findIndex((_, index) => (edgesMs[index + 1] ?? -Infinity) > range.fromMs);
	const end = edgesMs.findIndex((edge) => edge >= range.toMs);
	return first === -1 ? [] : edgesMs.slice(first, end === -1 ? undefined : end + 1);
}
