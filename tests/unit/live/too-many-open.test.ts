import { describe, expect, it } from 'vitest';
import { Question } from '../../../src/lib/domain/question.ts';
import { createChanges } from '../../../src/lib/server/changes/create-changes.ts';
import { createHub } from '../../../src/lib/server/live/create-hub.ts';
import { TooManyOpen } from '../../../src/lib/server/live/too-many-open.ts';

/** A hub on a store that answers with so many buckets. */
function createFixture(size: number) {
	const buckets = Array.from({ length: size }, () => ({ start: 'a', n: 0, value: 0, low: 0, high: 0 }));
	const hub = createHub({
		asker: {
			follow: () => null,
			ask: () => Promise.resolve({ watermark: 'w', result: { series: [{ group: null, buckets }] } }),
			rangeOf: () => ({ fromMs: 0, toMs: 1, movesAtMs: null })
		},
		changes: createChanges(),
		onFrame: () => {},
		onError: () => {},
		now: () => 0
	});
	const open = (index: number, product = 1) =>
		hub.open(
			{ number: product, slug: `p${product}`, name: 'P', timezone: 'UTC' },
			Question.parse({ metric: 'stars', from: index, to: index + 1, bucket: 'all' }),
			() => {}
		);
	return { hub, open };
}

describe('a hub', () => {
	it('watches 2,000 different questions of a product, and goes on with those and with other products', async () => {
		const { hub, open } = createFixture(1);
		for (let index = 0; index < 2_000; index++) await open(index);
		await expect(open(2_000)).rejects.toThrow(TooManyOpen);
		await open(7);
		await open(0, 2);
		expect(hub.size()).toBe(2_001);
		hub.stop();
	});

	it('holds two million buckets, and no question more', async () => {
		const { hub, open } = createFixture(500_000);
		for (let index = 0; index < 4; index++) await open(index);
		await expect(open(4)).rejects.toThrow(TooManyOpen);
		expect(hub.size()).toBe(4);
		hub.stop();
	});
});
