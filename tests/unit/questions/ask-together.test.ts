import { describe, expect, it, vi } from 'vitest';
import { createTogether } from '../../../src/lib/server/questions/ask-together.ts';
import type { ReadSums } from '../../../src/lib/server/questions/fold-sums.ts';
import { whileAny } from '../../../src/lib/server/questions/while-any.ts';
import { metricSpec } from '../../../src/lib/server/store/metric-specs.ts';

const counted = (name: 'feedback_volume' | 'stars' | 'response_rate') => {
	const metric = metricSpec(name);
	if (metric.kind !== 'counted') throw new Error(`${name} is counted`);
	return metric;
};
const DAY = { product: 1, width: 'day', edgesMs: [0, 86_400_000], filter: [], groups: 20 } as const;
const VOLUME = { ...DAY, metric: counted('feedback_volume') };
const SUMS = { startMs: 0, group: '', n: 3, total: 0, squares: 0 };

describe('createTogether', () => {
	it('leaves a question that comes alone to a statement of its own', async () => {
		const read = vi.fn<ReadSums>();
		const together = createTogether(read);
		expect(await together(VOLUME)).toBeNull();
		// Another product, range or filter looks at other rows.
		const others = [VOLUME, { ...VOLUME, product: 2 }, { ...VOLUME, edgesMs: [0, 1] }];
		expect(await Promise.all(others.map((one) => together(one)))).toEqual([null, null, null]);
		expect(read).not.toHaveBeenCalled();
	});

	it('reads those of one turn in one turn, each source once', async () => {
		const read = vi.fn<ReadSums>(async () => [SUMS]);
		const together = createTogether(read);
		const rate = { ...DAY, metric: counted('response_rate') };
		const answers = await Promise.all([together(VOLUME), together(rate)]);
		expect(answers[0]).toEqual([{ ...SUMS, other: false }]);
		expect(answers[1]).toEqual([{ ...SUMS, n: 6, other: false }]);
		expect(read.mock.calls.map(([{ source }]) => source.table)).toEqual(['feedback', 'feedback', 'events']);
		expect(await together(VOLUME)).toBeNull();
	});

	it('gives up on a question with too many sums, and on no other', async () => {
		const together = createTogether(async ({ groupBy }) => (groupBy === undefined ? [SUMS] : null));
		const answers = await Promise.all([together(VOLUME), together({ ...VOLUME, groupBy: 'customer' })]);
		expect(answers).toEqual([[{ ...SUMS, other: false }], null]);
	});
});

describe('whileAny', () => {
	it('aborts with the last of those who wait, and not while one waits in any case', () => {
		const [one, other] = [new AbortController(), new AbortController()];
		const both = whileAny([one.signal, other.signal]);
		one.abort();
		expect(both?.aborted).toBe(false);
		other.abort();
		expect(both?.aborted).toBe(true);
		expect(whileAny([one.signal])?.aborted).toBe(true);
		expect(whileAny([one.signal, undefined])).toBeUndefined();
	});
});
