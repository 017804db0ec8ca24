import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawInTurn, leaveTurn } from '#lib/charts/in-turn.ts';

describe('drawInTurn', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	/** A drawing that takes so long. */
	const slow = (ms: number) => vi.fn(() => void vi.setSystemTime(Date.now() + ms));

	it('lets the browser in between charts that take long, and draws each once', async () => {
		const now = vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
		const charts = [slow(10), slow(10), slow(10)];
		for (const draw of charts) drawInTurn(draw);
		drawInTurn(charts[0]!);
		const drawn = () => charts.map((draw) => draw.mock.calls.length);
		expect(drawn()).toEqual([0, 0, 0]);
		await vi.advanceTimersToNextTimerAsync();
		expect(drawn()).toEqual([1, 0, 0]);
		await vi.advanceTimersToNextTimerAsync();
		expect(drawn()).toEqual([1, 1, 0]);
		await vi.runAllTimersAsync();
		expect(drawn()).toEqual([1, 1, 1]);
		now.mockRestore();
	});

	it('draws swift ones together, and none that is gone', async () => {
		const [first, gone, last] = [vi.fn(), vi.fn(), vi.fn()];
		for (const draw of [first, gone, last]) drawInTurn(draw);
		leaveTurn(gone);
		await vi.advanceTimersToNextTimerAsync();
		expect([first, gone, last].map((draw) => draw.mock.calls.length)).toEqual([1, 0, 1]);
	});
});
