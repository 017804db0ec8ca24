import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenWords, Word } from '../../../src/lib/live/contract.ts';
import { createChanges } from '../../../src/lib/server/changes/create-changes.ts';
import { createWordsHub } from '../../../src/lib/server/live/create-words-hub.ts';

const PRODUCT = { number: 1, slug: 'a', name: 'A', timezone: 'UTC' };
const RANGE = { fromMs: 0, toMs: 1 };
const word = (id: string): Word => ({ id, at: '', scale: '', score: null, text: id, channel: '', version: '' });

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A hub on a store whose reads take ten milliseconds. */
function createFixture() {
	const store = { ids: ['a'], fails: false, reads: 0 };
	const frames: OpenWords[] = [];
	const errors: unknown[] = [];
	const changes = createChanges();
	const hub = createWordsHub({
		readNewest: async () => {
			store.reads++;
			await new Promise((resolve) => setTimeout(resolve, 10));
			if (store.fails) throw new Error('no store');
			return store.ids.map(word);
		},
		changes,
		onFrame: (frame) => void frames.push(frame),
		onError: (cause) => void errors.push(cause)
	});
	const open = () => {
		const opened: OpenWords[] = [];
		const done = hub.open(PRODUCT, [], (words) => void opened.push(words));
		done.catch(() => {});
		return { opened, done };
	};
	const commit = (ids: string[], { product = 1, table = 'feedback' as 'feedback' | 'events' } = {}) => {
		store.ids = ids;
		changes.publish({ product, table, range: RANGE });
	};
	return { hub, store, frames, errors, open, commit };
}

const idsOf = ({ words }: OpenWords): string[] => words.map(({ id }) => id);

describe('open', () => {
	it('gives two who come at once the same words, read once', async () => {
		const { open, store } = createFixture();
		const [first, second] = [open(), open()];
		await vi.advanceTimersByTimeAsync(10);
		expect([first, second].map(({ opened }) => opened.map(idsOf))).toEqual([[['a']], [['a']]]);
		expect(store.reads).toBe(1);
	});

	it('adds nobody when the store does not answer, and works when it does again', async () => {
		const { hub, open, store } = createFixture();
		store.fails = true;
		const [first, second] = [open(), open()];
		await vi.advanceTimersByTimeAsync(10);
		await expect(first.done).rejects.toThrow('no store');
		await expect(second.done).rejects.toThrow('no store');
		expect(hub.isWatched(1)).toBe(false);
		store.fails = false;
		const third = open();
		await vi.advanceTimersByTimeAsync(10);
		expect(third.opened.map(idsOf)).toEqual([['a']]);
	});
});

describe('a commit', () => {
	it('is read once a tick, and sent when the words are others', async () => {
		const { open, commit, store, frames } = createFixture();
		open();
		await vi.advanceTimersByTimeAsync(10);
		for (const ids of [
			['b', 'a'],
			['c', 'b', 'a']
		])
			commit(ids);
		await vi.advanceTimersByTimeAsync(300);
		expect([frames.map(idsOf), store.reads]).toEqual([[['c', 'b', 'a']], 2]);
		commit(['c', 'b', 'a']);
		await vi.advanceTimersByTimeAsync(300);
		expect([frames.length, store.reads]).toEqual([1, 3]);
	});

	it.each([{ product: 2 }, { table: 'events' as const }])('of %j is not read', async (other) => {
		const { open, commit, store } = createFixture();
		open();
		await vi.advanceTimersByTimeAsync(10);
		commit(['b'], other);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(store.reads).toBe(1);
	});

	it('is read again until the store answers', async () => {
		const { open, commit, store, frames, errors } = createFixture();
		open();
		await vi.advanceTimersByTimeAsync(10);
		store.fails = true;
		commit(['b']);
		await vi.advanceTimersByTimeAsync(300);
		expect([frames.length, errors.length]).toEqual([0, 1]);
		store.fails = false;
		await vi.advanceTimersByTimeAsync(300);
		expect(frames.map(idsOf)).toEqual([['b']]);
	});
});

describe('close', () => {
	it('ends a stream with its last reader', async () => {
		const { hub, open, commit, store } = createFixture();
		const [first] = [open(), open()];
		await vi.advanceTimersByTimeAsync(10);
		const stream = first.opened[0]?.stream ?? '';
		hub.close(stream);
		expect(hub.isWatched(1)).toBe(true);
		hub.close(stream);
		expect(hub.isWatched(1)).toBe(false);
		commit(['b']);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(store.reads).toBe(1);
	});
});
