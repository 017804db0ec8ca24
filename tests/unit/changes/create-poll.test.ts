import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '#lib/server/changes/create-changes.ts';
import { createPoll, type Poll } from '#lib/server/changes/create-poll.ts';
import type { Part } from '#lib/server/store/read-parts.ts';

const RANGE = { fromMs: 5, toMs: 6 };
const NOVEMBER = { fromMs: Date.UTC(2026, 10), toMs: Date.UTC(2026, 11) };

const part = (block: number, ageMs: number): Part => ({
	table: 'feedback',
	name: `202611_${block}_${block}_0`,
	partition: '202611',
	minBlock: block,
	maxBlock: block,
	mutation: 0,
	rows: 1,
	hasHoles: false,
	ageMs
});

describe('createPoll', () => {
	let parts: Part[];
	let watched: number[];
	let told: Change[];
	let errors: unknown[];
	let poll: Poll;
	const readParts = vi.fn(() => Promise.resolve(parts));
	const readRanges = vi.fn(({ products }: { products: readonly number[]; parts: readonly string[] }) =>
		Promise.resolve(products.map((product) => ({ product, range: RANGE })))
	);
	const nextPoll = () => vi.advanceTimersByTimeAsync(1000);

	beforeEach(() => {
		vi.useFakeTimers();
		[readParts, readRanges].forEach((read) => read.mockClear());
		[parts, watched, told, errors] = [[part(1, 60_000)], [7], [], []];
		poll = createPoll({
			readParts,
			readRanges,
			products: () => watched,
			tell: (change) => told.push(change),
			onError: (cause) => errors.push(cause),
			monotonic: () => performance.now()
		});
	});
	afterEach(async () => {
		await poll.stop();
		vi.useRealTimers();
	});

	it('asks nothing while nobody watches', async () => {
		watched = [];
		await vi.advanceTimersByTimeAsync(60_000);
		expect(readParts).not.toHaveBeenCalled();
	});
	it('reads no row of a quiet store, and tells nothing', async () => {
		await vi.advanceTimersByTimeAsync(60_000);
		expect([told, readRanges.mock.calls]).toEqual([[], []]);
	});
	it('tells a new part once', async () => {
		await nextPoll();
		parts = [...parts, part(2, 0)];
		await nextPoll();
		await nextPoll();
		expect(told).toEqual([{ product: 7, table: 'feedback', range: RANGE }]);
	});
	it('tells what came between the first answer and the first look', async () => {
		watched = [];
		await vi.advanceTimersByTimeAsync(60_000);
		watched = [7];
		parts = [part(1, 60_000), part(2, 3000)];
		await nextPoll();
		expect(readRanges.mock.calls.map(([{ parts: asked }]) => asked)).toEqual([['202611_2_2_0']]);
		expect(told).toHaveLength(1);
	});
	it('tells the whole month when a part is gone', async () => {
		await nextPoll();
		parts = [];
		await nextPoll();
		expect(told).toEqual([{ product: 7, table: 'feedback', range: NOVEMBER }]);
	});
	it('reads a part again that was merged before its rows were read', async () => {
		await nextPoll();
		parts = [...parts, part(2, 0)];
		const merged: Part = { ...part(1, 0), name: '202611_1_2_1', maxBlock: 2, rows: 2 };
		readRanges.mockImplementationOnce(() => {
			parts = [merged];
			return Promise.resolve([]);
		});
		await nextPoll();
		await nextPoll();
		expect(readRanges.mock.calls.at(-1)?.[0].parts).toEqual([merged.name]);
		expect(told).toHaveLength(1);
	});
	it('says once that it fails, and tells afterwards what it missed', async () => {
		await nextPoll();
		readParts.mockRejectedValueOnce(new Error('away')).mockRejectedValueOnce(new Error('away'));
		await nextPoll();
		parts = [...parts, part(2, 0)];
		await nextPoll();
		await nextPoll();
		expect([errors.length, told.length]).toEqual([1, 1]);
	});
});
