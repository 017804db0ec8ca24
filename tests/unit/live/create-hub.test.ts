import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Question } from '../../../src/lib/domain/question.ts';
import { createFixture, HOUR_MS, PRODUCT, QUESTION } from './hub-fixture.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(5_000);

describe('open', () => {
	it('asks once for all who watch the same question, and tells them the same', async () => {
		const { hub, open, scopes } = createFixture();
		const [first, second] = [await open(), await open(Question.parse({ ...QUESTION, from: 0, to: 10 * HOUR_MS }))];
		expect(first.opened).toEqual(second.opened);
		expect(first.opened).toMatchObject([{ revision: 1 }]);
		expect([scopes.length, hub.size()]).toEqual([1, 1]);
	});

	it('has another question for another product', async () => {
		const { hub, open } = createFixture();
		const [mine, theirs] = [await open(), await open(QUESTION, { ...PRODUCT, number: 2 })];
		expect(mine.opened[0]?.panel).not.toBe(theirs.opened[0]?.panel);
		expect(hub.size()).toBe(2);
	});

	it('adds nobody when the store does not answer, and works when it does again', async () => {
		const { hub, open, store } = createFixture();
		store.fails = true;
		const failed = await open();
		await expect(failed.done).rejects.toThrow('no store');
		expect([failed.opened, hub.size()]).toEqual([[], 0]);
		store.fails = false;
		expect((await open()).opened).toHaveLength(1);
	});
});

describe('a commit', () => {
	it('is asked for once a tick and sent as one frame', async () => {
		const { open, commit, frames, scopes } = createFixture();
		const { opened } = await open();
		commit(1);
		commit(2, HOUR_MS);
		commit(3, 2 * HOUR_MS);
		await settle();
		expect(scopes).toMatchObject([undefined, { fromMs: 0, toMs: 2 * HOUR_MS + 1 }]);
		expect(frames).toMatchObject([[{ panel: opened[0]?.panel, base: 1, revision: 2 }]]);
		expect(frames[0]?.[0]?.changes[0]?.upsert).toMatchObject([{ n: 3 }]);
	});

	it('is asked for again when it comes while its question is being asked', async () => {
		const { open, commit, answer, frames } = createFixture({ held: true });
		await open();
		await answer();
		commit(1);
		await vi.advanceTimersByTimeAsync(10);
		commit(2);
		await answer();
		await settle();
		await answer();
		expect(frames.map(([change]) => [change?.base, change?.changes[0]?.upsert[0]?.n])).toEqual([
			[1, 1],
			[2, 2]
		]);
	});

	it('is asked for again when it comes during the first answer', async () => {
		const { open, commit, answer, frames } = createFixture({ held: true });
		const { opened } = await open();
		commit(7);
		await answer();
		await settle();
		await answer();
		expect(opened[0]?.result.series[0]?.buckets[0]?.n).toBe(0);
		expect(frames).toMatchObject([[{ base: 1, revision: 2 }]]);
	});

	it.each([
		['of another product', 0, { product: 2 }],
		['of the other table', 0, { table: 'events' as const }],
		['after the range', 10 * HOUR_MS, {}],
		['before the range', -1, {}]
	])('%s asks nothing', async (_, atMs, rest) => {
		const { open, commit, scopes, frames } = createFixture();
		await open();
		commit(5, atMs, rest);
		await settle();
		expect([scopes.length, frames]).toEqual([1, []]);
	});

	it('that changes no number sends nothing', async () => {
		const { open, commit, scopes, frames } = createFixture();
		await open();
		commit(0);
		await settle();
		expect([scopes.length, frames]).toEqual([2, []]);
	});

	it('is asked for again until the store answers', async () => {
		const { open, commit, store, frames, errors } = createFixture();
		await open();
		store.fails = true;
		commit(4);
		await settle();
		expect([frames, errors.length > 0]).toEqual([[], true]);
		store.fails = false;
		await settle();
		expect(frames).toMatchObject([[{ base: 1, revision: 2 }]]);
	});
});

describe('a question that is followed', () => {
	it('goes out while a slow one is still being asked', async () => {
		const { open, commit, answer, frames } = createFixture({ held: true, followed: 'stars' });
		const { opened } = await open({ ...QUESTION, metric: 'stars' });
		await open();
		await answer();
		await vi.advanceTimersByTimeAsync(0);
		commit(3);
		await vi.advanceTimersByTimeAsync(10);
		expect(frames).toMatchObject([[{ panel: opened[0]?.panel, base: 1, revision: 2 }]]);
		await answer();
		expect(frames.map((frame) => frame.length)).toEqual([1, 1]);
	});

	it('is asked as a whole from when it can be followed no more', async () => {
		const { open, commit, frames, scopes } = createFixture({ followed: 'stars', mostFollowed: 1 });
		await open({ ...QUESTION, metric: 'stars' });
		commit(4);
		await settle();
		expect([scopes.length, frames[0]?.[0]?.changes[0]?.upsert[0]?.n]).toEqual([1, 4]);
	});
});

describe('close', () => {
	it('ends a question with its last viewer', async () => {
		const { hub, open, commit, scopes } = createFixture();
		const panel = (await open()).opened[0]?.panel ?? '';
		await open();
		hub.close(panel);
		expect(hub.size()).toBe(1);
		hub.close(panel);
		expect(hub.size()).toBe(0);
		commit(1);
		await settle();
		expect(scopes).toHaveLength(1);
	});

	it('keeps an answer that is still under way from those who open the question again', async () => {
		const { hub, open, commit, answer, frames } = createFixture({ held: true });
		const before = await open();
		await answer();
		commit(1);
		await vi.advanceTimersByTimeAsync(10);
		hub.close(before.opened[0]?.panel ?? '');
		commit(2);
		const after = await open();
		// The old life's ask is the first to be answered.
		await answer();
		await answer();
		await settle();
		expect(after.opened).toMatchObject([{ revision: 1, result: { series: [{ buckets: [{ n: 2 }] }] } }]);
		expect(frames).toEqual([]);
	});
});

describe('the clock', () => {
	it('has a moving range asked for whenever it moves, without any commit', async () => {
		const { open, store, frames, scopes } = createFixture({ movesEveryMs: 60_000 });
		await open();
		store.n = 9;
		await vi.advanceTimersByTimeAsync(59_000);
		expect([scopes.length, frames]).toEqual([1, []]);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(frames).toMatchObject([[{ base: 1, revision: 2 }]]);
		await vi.advanceTimersByTimeAsync(60_000);
		expect([scopes.length, frames.length]).toEqual([3, 1]);
	});
});

describe('a clock that jumps', () => {
	it('forward has what it passed asked for within a second or two', async () => {
		const { open, store, frames } = createFixture({ movesEveryMs: HOUR_MS });
		await open();
		store.n = 9;
		vi.setSystemTime(Date.now() + 3 * HOUR_MS);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(frames).toMatchObject([[{ base: 1, revision: 2 }]]);
	});

	it('back does so too, and holds nothing up', async () => {
		const { open, commit, store, frames } = createFixture({ movesEveryMs: HOUR_MS });
		await open();
		vi.setSystemTime(Date.now() - 5 * HOUR_MS);
		store.n = 9;
		await vi.advanceTimersByTimeAsync(2_000);
		expect(frames).toMatchObject([[{ base: 1, revision: 2 }]]);
		commit(10);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(frames).toMatchObject([[{ revision: 2 }], [{ revision: 3 }]]);
	});

	it('back into a range that it had run out of fills it again', async () => {
		const { open, store, frames } = createFixture({ movesEveryMs: 60_000 });
		store.endsMs = 90_000;
		await open();
		await vi.advanceTimersByTimeAsync(130_000);
		vi.setSystemTime(30_000);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(frames).toMatchObject([[{ changes: [{ remove: ['a'] }] }], [{ changes: [{ upsert: [{ start: 'a' }] }] }]]);
	});
});

describe('a range that the clock has emptied', () => {
	it('is told to be empty once, and asked for no more', async () => {
		const { open, commit, store, frames, scopes, errors } = createFixture({ movesEveryMs: 60_000 });
		store.endsMs = 90_000;
		await open();
		await vi.advanceTimersByTimeAsync(130_000);
		const asked = scopes.length;
		expect(frames).toMatchObject([[{ base: 1, revision: 2, changes: [{ upsert: [], remove: ['a'] }] }]]);
		commit(5);
		await vi.advanceTimersByTimeAsync(600_000);
		expect([scopes.length, frames.length, errors]).toEqual([asked, 1, []]);
	});
});

describe('stop', () => {
	it('asks nothing and sends nothing any more', async () => {
		const { hub, open, commit, scopes, frames } = createFixture();
		await open();
		commit(1);
		hub.stop();
		await settle();
		commit(2);
		await settle();
		expect([scopes.length, frames]).toEqual([1, []]);
	});
});
