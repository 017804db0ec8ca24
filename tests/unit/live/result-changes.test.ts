import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bucket, Result } from '../../../src/lib/domain/question.ts';
import { resultChanges, resultWithPart } from '../../../src/lib/server/live/result-changes.ts';
import { appliedResult } from '../../fixtures/applied-result.ts';

const bucket = (start: string, n: number): Bucket => ({ start, n, value: n, low: n, high: n });
const plain = (...buckets: Bucket[]): Result => ({ series: [{ group: null, buckets }] });
const grouped = (groups: Record<string, Bucket[]>): Result => ({
	series: Object.entries(groups).map(([group, buckets]) => ({ group, buckets }))
});

/** A result of groups with some of six buckets each, in the order in which questions answer. */
const anyResult: fc.Arbitrary<Result> = fc
	.dictionary(
		fc.constantFrom('', 'a', 'b', 'B', 'é', '🎉', 'other'),
		fc.uniqueArray(fc.record({ start: fc.constantFrom('1', '2', '3', '4', '5', '6'), n: fc.nat(3) }), {
			selector: ({ start }) => start,
			minLength: 1
		})
	)
	.chain((groups) => fc.tuple(fc.constant(groups), fc.boolean()))
	.map(([groups, withOther]) => {
		const series = Object.entries(groups)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([group, buckets]) => ({
				group,
				buckets: buckets.map(({ start, n }) => bucket(start, n)).sort((a, b) => (a.start < b.start ? -1 : 1))
			}));
		return withOther ? { series: [...series, { group: null, other: true, buckets: [bucket('1', 1)] }] } : { series };
	});

describe('resultChanges', () => {
	it('sends only the buckets that differ', () => {
		const before = plain(bucket('1', 1), bucket('2', 2), bucket('3', 3));
		const after = plain(bucket('1', 1), bucket('2', 5), bucket('3', 3));
		expect(resultChanges(before, after)).toEqual([{ group: null, upsert: [bucket('2', 5)], remove: [] }]);
	});

	it('is empty between equal results', () => {
		const result = grouped({ a: [bucket('1', 1)], b: [bucket('1', 2)] });
		expect(resultChanges(result, structuredClone(result))).toEqual([]);
	});

	it('sees a bucket that only became approximate, or whose interval moved', () => {
		const before = plain(bucket('1', 1), bucket('2', 2));
		const after = plain({ ...bucket('1', 1), approximate: true }, { ...bucket('2', 2), high: 9 });
		expect(resultChanges(before, after)[0]?.upsert).toEqual(after.series[0]?.buckets);
	});

	it('moves a range on: the old start is removed, the new one sent', () => {
		const before = plain(bucket('1', 1), bucket('2', 2));
		const after = plain(bucket('2', 2), bucket('3', 0));
		expect(resultChanges(before, after)).toEqual([{ group: null, upsert: [bucket('3', 0)], remove: ['1'] }]);
	});

	it('removes all the starts of a group that left', () => {
		const before = grouped({ a: [bucket('1', 1), bucket('2', 1)], b: [bucket('1', 1)] });
		expect(resultChanges(before, grouped({ b: [bucket('1', 1)] }))).toEqual([
			{ group: 'a', upsert: [], remove: ['1', '2'] }
		]);
	});

	it('tells the fold of the rest from a group without a name', () => {
		const before: Result = { series: [{ group: '', buckets: [bucket('1', 1)] }] };
		const after: Result = { series: [{ group: null, other: true, buckets: [bucket('1', 1)] }] };
		expect(resultChanges(before, after)).toEqual([
			{ group: null, other: true, upsert: [bucket('1', 1)], remove: [] },
			{ group: '', upsert: [], remove: ['1'] }
		]);
	});

	it('applied to what was before gives what is after', () => {
		fc.assert(
			fc.property(anyResult, anyResult, (before, after) => {
				expect(appliedResult(before, resultChanges(before, after))).toEqual(after);
			})
		);
	});
});

describe('resultWithPart', () => {
	it('puts the buckets of the part in the place of its own, and adds none', () => {
		const whole = plain(bucket('1', 1), bucket('2', 2), bucket('3', 3));
		expect(resultWithPart(whole, plain(bucket('2', 9), bucket('4', 4)))).toEqual(
			plain(bucket('1', 1), bucket('2', 9), bucket('3', 3))
		);
	});
});
