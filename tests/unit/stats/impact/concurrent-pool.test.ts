import { describe, expect, it } from 'vitest';
import { afterPooling, type Pool } from '#lib/stats/impact/concurrent-pool.ts';

const old = { older: [0, 1], newer: [0, 0] };
const recent = { older: [0, 0], newer: [2, 0] };
const nobody = { older: [0, 0], newer: [0, 0] };

describe('afterPooling', () => {
	it('lets a stratum wait until both versions have an answer', () => {
		const first = afterPooling([], [old], 12);
		expect(first.ready).toEqual([]);
		const second = afterPooling(first.pool, [nobody], 12);
		const third = afterPooling(second.pool, [recent], 12);
		expect(third.ready).toEqual([{ older: [0, 1], newer: [2, 0] }]);
		expect(afterPooling(third.pool, [recent], 12).ready).toEqual([]);
	});

	it('lets each stratum wait for itself', () => {
		const first = afterPooling([], [old, { older: [1, 0], newer: [0, 1] }], 12);
		expect(first.ready).toEqual([{ older: [1, 0], newer: [0, 1] }]);
		expect(afterPooling(first.pool, [recent, old], 12).ready).toEqual([{ older: [0, 1], newer: [2, 0] }]);
	});

	it('waits no longer than asked, and loses nothing', () => {
		let pool: Pool = [];
		const ready = Array.from({ length: 9 }, () => {
			const after = afterPooling(pool, [old], 3);
			pool = after.pool;
			return after.ready.length;
		});
		expect(ready).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1]);
	});

	it('does not count buckets in which nobody answered at all', () => {
		let pool: Pool = [];
		for (let bucket = 0; bucket < 50; bucket++) pool = afterPooling(pool, [nobody], 3).pool;
		expect(afterPooling(pool, [old], 3).ready).toEqual([]);
	});
});
