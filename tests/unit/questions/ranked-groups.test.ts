import { describe, expect, it } from 'vitest';
import { rankedGroups } from '../../../src/lib/server/questions/ranked-groups.ts';

const sums = (n: number) => ({ n, total: 2 * n, squares: 3 * n });
const groupsOf = (sizes: Record<string, Record<number, number>>) =>
	new Map(
		Object.entries(sizes).map(([group, buckets]) => [
			group,
			new Map(Object.entries(buckets).map(([start, n]) => [Number(start), sums(n)]))
		])
	);

describe('rankedGroups', () => {
	it('keeps the largest over the whole range, and adds up the rest by bucket', () => {
		const rows = rankedGroups(groupsOf({ a: { 0: 1, 9: 1 }, b: { 0: 3 }, c: { 0: 1 }, d: { 9: 0 } }), 1);
		expect(rows).toEqual([
			{ group: 'b', other: false, startMs: 0, ...sums(3) },
			{ group: '', other: true, startMs: 0, ...sums(2) },
			{ group: '', other: true, startMs: 9, ...sums(1) }
		]);
	});

	// U+1F600 has a smaller first code unit than U+FB01, and larger bytes.
	it('settles ties by the bytes of the names, as ClickHouse does', () => {
		const [first] = rankedGroups(groupsOf({ '\u{1F600}': { 0: 1 }, '\uFB01': { 0: 1 } }), 1);
		expect(first?.group).toBe('\uFB01');
	});

	it('has no rest where every group stands for itself', () => {
		expect(rankedGroups(groupsOf({ a: { 0: 1 } }), 1).filter(({ other }) => other)).toEqual([]);
		expect(rankedGroups(new Map(), 5)).toEqual([]);
	});
});
