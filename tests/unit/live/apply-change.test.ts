import { describe, expect, it } from 'vitest';
import type { Bucket } from '#lib/domain/question.ts';
import { changedResult, rowsAdded } from '#lib/live/apply-change.ts';

const bucket = (day: number, n: number): Bucket => ({
	start: `2018-09-${String(day).padStart(2, '0')}T00:00:00.000Z`,
	n,
	value: n,
	low: null,
	high: null
});
const whole = (...buckets: Bucket[]) => ({ series: [{ group: null, buckets }] });

describe('changedResult', () => {
	it('replaces, adds and removes buckets, in time order', () => {
		const before = whole(bucket(1, 5), bucket(2, 6), bucket(3, 7));
		const change = { group: null, upsert: [bucket(4, 1), bucket(2, 9)], remove: [bucket(1, 0).start] };
		expect(changedResult(before, [change])).toEqual(whole(bucket(2, 9), bucket(3, 7), bucket(4, 1)));
	});

	it('lists groups by code unit and the fold last', () => {
		const before = { series: [{ group: 'b', buckets: [bucket(1, 1)] }] };
		const after = changedResult(before, [
			{ group: null, other: true, upsert: [bucket(1, 4)], remove: [] },
			{ group: 'é', upsert: [bucket(1, 2)], remove: [] },
			{ group: 'B', upsert: [bucket(1, 3)], remove: [] },
			{ group: '', upsert: [bucket(1, 5)], remove: [] }
		]);
		expect(after.series.map(({ group, other }) => (other ? 'other' : group))).toEqual(['', 'B', 'b', 'é', 'other']);
	});

	it('drops a series whose last bucket left', () => {
		const before = {
			series: [
				{ group: 'a', buckets: [bucket(1, 1)] },
				{ group: 'b', buckets: [bucket(1, 2)] }
			]
		};
		const change = { group: 'a', upsert: [], remove: [bucket(1, 0).start] };
		expect(changedResult(before, [change]).series.map(({ group }) => group)).toEqual(['b']);
	});

	it('keeps a group named like nothing apart from the fold', () => {
		const before = { series: [{ group: null, other: true as const, buckets: [bucket(1, 1)] }] };
		const after = changedResult(before, [{ group: null, upsert: [bucket(1, 2)], remove: [] }]);
		expect(after.series).toHaveLength(2);
	});

	it('leaves what it was given as it was', () => {
		const before = whole(bucket(1, 5));
		const untouched = structuredClone(before);
		changedResult(before, [{ group: null, upsert: [bucket(1, 6)], remove: [] }]);
		expect(before).toEqual(untouched);
	});
});

describe('rowsAdded', () => {
	it('counts what grew, and not what left the range', () => {
		const before = whole(bucket(1, 5), bucket(2, 6));
		const change = { group: null, upsert: [bucket(2, 8), bucket(3, 4)], remove: [bucket(1, 0).start] };
		expect(rowsAdded(before, [change])).toBe(6);
	});
	it('counts rows that were taken back as none', () =>
		expect(rowsAdded(whole(bucket(1, 5)), [{ group: null, upsert: [bucket(1, 2)], remove: [] }])).toBe(0));
});
