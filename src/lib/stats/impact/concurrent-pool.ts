import type { ScorePair } from './betting.ts';

/** Answers of one segment that wait for the other version's, and for how many buckets. */
type Waiting = Readonly<{ pair: ScorePair; buckets: number }>;

/** What waits in each segment, in the order of the strata. */
export type Pool = readonly Waiting[];

const NOBODY: Waiting = { pair: { older: [], newer: [] }, buckets: 0 };

const isEmpty = (counts: readonly number[]): boolean => counts.every((count) => count === 0);

const plus = (a: readonly number[], b: readonly number[]): number[] =>
	Array.from({ length: Math.max(a.length, b.length) }, (_, score) => (a[score] ?? 0) + (b[score] ?? 0));

/**
 * Makes buckets of five minutes wide enough to compare: each stratum waits until both versions have an answer, so that
 * few answers are not thrown away. Who waited `most` buckets in vain goes on alone, which compares nothing.
 * @returns what waits now, and the strata that are ready: an empty list when none is
 */
export function afterPooling(
	pool: Pool,
	strata: readonly ScorePair[],
	most: number
): Readonly<{ pool: Pool; ready: readonly ScorePair[] }> {
	const ready: ScorePair[] = [];
	const waiting = strata.map((pair, stratum) => {
		const before = pool[stratum] ?? NOBODY;
		const older = plus(before.pair.older, pair.older);
		const newer = plus(before.pair.newer, pair.newer);
		if (isEmpty(older) && isEmpty(newer)) return NOBODY;
		const buckets = before.buckets + 1;
		if ((isEmpty(older) || isEmpty(newer)) && buckets < most) return { pair: { older, newer }, buckets };
		ready.push({ older, newer });
		return NOBODY;
	});
	return { pool: waiting, ready };
}
