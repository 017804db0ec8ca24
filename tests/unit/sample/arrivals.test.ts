import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createArrivals } from '#lib/server/sample/create-arrivals.ts';
import { sampleProgress } from '#lib/server/sample/sample-progress.ts';

const PACE_MS = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function arriving({
	watched = true,
	sendNext = async () => true
}: { watched?: boolean; sendNext?: () => Promise<boolean> } = {}) {
	const view = { watched };
	const send = vi.fn(sendNext);
	const onError = vi.fn();
	const arrivals = createArrivals({ paceMs: PACE_MS, isWatched: () => view.watched, sendNext: send, onError });
	arrivals.start();
	return { arrivals, view, send, onError };
}

describe('createArrivals', () => {
	it('sends one row a second while somebody watches', async () => {
		const { send } = arriving();
		await vi.advanceTimersByTimeAsync(10 * PACE_MS);
		expect(send).toHaveBeenCalledTimes(10);
	});
	it('sends nothing without a watcher, and goes on when one comes', async () => {
		const { send, view } = arriving({ watched: false });
		await vi.advanceTimersByTimeAsync(60 * PACE_MS);
		expect(send).not.toHaveBeenCalled();
		view.watched = true;
		await vi.advanceTimersByTimeAsync(3 * PACE_MS);
		expect(send).toHaveBeenCalledTimes(3);
		view.watched = false;
		await vi.advanceTimersByTimeAsync(60 * PACE_MS);
		expect(send).toHaveBeenCalledTimes(3);
	});
	it('waits for a slow row instead of sending two at once', async () => {
		const { send } = arriving({
			sendNext: () => new Promise((resolve) => setTimeout(() => resolve(true), 2.5 * PACE_MS))
		});
		await vi.advanceTimersByTimeAsync(6.5 * PACE_MS);
		expect(send).toHaveBeenCalledTimes(2);
	});
	it('rests for good once nothing is left', async () => {
		let left = 3;
		const { send } = arriving({ sendNext: async () => --left > 0 });
		await vi.advanceTimersByTimeAsync(60 * PACE_MS);
		expect(send).toHaveBeenCalledTimes(3);
		expect(vi.getTimerCount()).toBe(0);
	});
	it('reports what fails and tries again', async () => {
		const cause = new Error('no answer');
		const { send, onError } = arriving({ sendNext: () => Promise.reject(cause) });
		await vi.advanceTimersByTimeAsync(2 * PACE_MS);
		expect(onError.mock.calls).toEqual([[cause], [cause]]);
		expect(send).toHaveBeenCalledTimes(2);
	});
	it('lets the row on its way arrive before it has stopped', async () => {
		let arrived = false;
		const { arrivals } = arriving({
			sendNext: () =>
				new Promise((resolve) =>
					setTimeout(() => {
						arrived = true;
						resolve(true);
					}, PACE_MS)
				)
		});
		await vi.advanceTimersByTimeAsync(PACE_MS);
		const stopped = arrivals.stop();
		expect(arrived).toBe(false);
		await vi.advanceTimersByTimeAsync(PACE_MS);
		await stopped;
		expect(arrived).toBe(true);
	});
});

describe('sampleProgress', () => {
	const DAY_MS = 86_400_000;
	/** One answer a day for a hundred days, of which the last 42 arrive. */
	const rows = Array.from({ length: 100 }, (_, day) => ({ atMs: day * DAY_MS, stars: 5, topic: 'praise' }));
	const at = (next: number) => ({ phase: 'arriving', shiftMs: 0, next, sentMs: 0 }) as const;
	const endMs = 99 * DAY_MS;

	it('counts what is to come', () => {
		expect(sampleProgress({ rows }, { phase: 'filling', shiftMs: 0 }, endMs)).toEqual({
			caughtUp: false,
			remaining: 42,
			total: 42
		});
		expect(sampleProgress({ rows }, at(90), endMs)).toEqual({ caughtUp: false, remaining: 10, total: 42 });
	});
	it('has caught up when everything is there, or the rest lies ahead', () => {
		expect(sampleProgress({ rows }, at(100), endMs)).toEqual({ caughtUp: true, remaining: 0, total: 42 });
		expect(sampleProgress({ rows }, at(90), 89.5 * DAY_MS)).toEqual({ caughtUp: true, remaining: 0, total: 42 });
		expect(sampleProgress({ rows }, at(90), 91.5 * DAY_MS)).toMatchObject({ caughtUp: false, remaining: 2 });
	});
	it('is nothing without a sample', () => {
		expect(sampleProgress({ rows }, null, endMs)).toBeNull();
		expect(sampleProgress({ rows }, { phase: 'removed' }, endMs)).toBeNull();
		expect(sampleProgress({ rows }, { phase: 'removing', product: 1 }, endMs)).toBeNull();
	});
});
