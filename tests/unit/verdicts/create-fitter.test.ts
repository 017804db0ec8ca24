import code from 'virtual:fit-worker';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { concurrentPath } from '#lib/stats/impact/concurrent-reading.ts';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import { createFitter, FitsLost } from '#lib/server/verdicts/create-fitter.ts';
import { simulatedCell } from '../../fixtures/impact-cells.ts';

const fitter = createFitter();
afterAll(() => fitter.stop());

const cell = simulatedCell('ar6', 31, { preHours: 22 * 24, postHours: 60, lift: -0.6 });
const part = (closed: number) => ({ ...cell, buckets: cell.buckets.slice(0, cell.releaseAt + closed) });

describe('createFitter', () => {
	it('says to the last bit what a fit in this thread says, followed or fitted at once', async () => {
		const [open = null] = cell.buckets.slice(cell.releaseAt + 50);
		const here = createImpact(part(50), concurrentPath(cell));
		const followed = await fitter.fit(part(20), null, 0);
		const standing = await followed.cell.follow(cell.buckets.slice(cell.releaseAt + 20, cell.releaseAt + 50), open);
		expect(standing).toEqual({
			logEvidence: here.peek(open),
			history: here.history(),
			enoughSince: here.enoughSince()
		});
		const cold = await fitter.fit(part(50), open, 0);
		expect(cold.standing).toEqual(standing);
		for (const { judge, charts } of [followed.cell, cold.cell]) {
			expect(await judge(open, ALONE)).toEqual(here.judge(open, ALONE));
			expect(await charts(ALONE)).toEqual(here.charts(ALONE));
		}
	});

	it('fits what counts most first, and leaves this thread free meanwhile', async () => {
		const done: number[] = [];
		const fits = [1, 2, 3, 2].map((rank) => fitter.fit(part(1), null, rank).then(() => done.push(rank)));
		let turns = 0;
		const timer = setInterval(() => turns++, 1);
		await Promise.all(fits);
		clearInterval(timer);
		// The first had begun when the others came.
		expect(done).toEqual([1, 3, 2, 2]);
		expect(turns).toBeGreaterThan(4);
	});

	it('knows nothing any more of a cell that was let go', async () => {
		const { cell: one } = await fitter.fit(part(1), null, 0);
		one.forget();
		await expect(one.judge(null, ALONE)).rejects.toThrow('not known');
		expect(one.isLost()).toBe(false);
	});

	it('says whether a direction was ever said', async () => {
		expect(await fitter.wasSaid(simulatedCell('iid', 5, { preHours: 22 * 24, postHours: 72, lift: -0.9 }))).toBe(true);
		expect(await fitter.wasSaid(simulatedCell('iid', 5, { preHours: 22 * 24, postHours: 72 }))).toBe(false);
	});

	it('begins another thread after one ended', async () => {
		const begun: Worker[] = [];
		const breaking = createFitter(() => {
			const worker = new Worker(code, { eval: true });
			begun.push(worker);
			return worker;
		});
		const { cell: one } = await breaking.fit(part(1), null, 0);
		const asked = expect(one.judge(null, ALONE)).rejects.toThrow(FitsLost);
		await begun[0]!.terminate();
		await asked;
		expect(one.isLost()).toBe(true);
		await expect(one.follow([], null)).rejects.toThrow(FitsLost);
		const { standing } = await breaking.fit(part(1), null, 0);
		expect(standing.history).toHaveLength(1);
		expect(begun).toHaveLength(2);
		await breaking.stop();
		await expect(breaking.fit(part(1), null, 0)).rejects.toThrow(FitsLost);
	});
});
