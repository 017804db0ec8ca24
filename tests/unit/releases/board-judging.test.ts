import { describe, expect, it, vi } from 'vitest';
import { Freshness } from '../../../src/routes/p/[slug]/releases/freshness.ts';
import { judgedHere, type BoardRow } from '../../../src/routes/p/[slug]/releases/board-rows.ts';

const row = (version: string, at: string, isOpen: boolean): BoardRow => ({
	release: { version, at, title: '', notes: '', url: '', assignment: 'everyone', rollout: 'instant', stages: [] },
	cells: new Map(),
	isOpen,
	day: 1
});

describe('judgedHere', () => {
	it('begins with open windows, and leaves out what has not begun and what the board has no room for', () => {
		const rows = [
			row('5.0', '2026-12-01T00:00:00.000Z', false),
			row('4.0', '2026-11-10T00:00:00.000Z', true),
			row('3.0', '2026-11-01T00:00:00.000Z', true),
			row('2.0', '2026-09-01T00:00:00.000Z', false),
			row('1.0', '2026-08-01T00:00:00.000Z', false)
		];
		const nowMs = Date.UTC(2026, 10, 23);
		expect(judgedHere(rows, { closed: 1, nowMs })).toEqual(['4.0', '3.0', '2.0']);
		expect(judgedHere(rows, { closed: 20, nowMs })).toEqual(['4.0', '3.0', '2.0', '1.0']);
	});
});

describe('Freshness', () => {
	it('gathers whose verdicts moved, and says it at most once in so long', () => {
		vi.useFakeTimers();
		const renew = vi.fn();
		const fresh = new Freshness(2000, renew);
		fresh.see(['1.0']);
		vi.advanceTimersByTime(1999);
		fresh.see(['2.0', '1.0']);
		expect(renew).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1);
		expect(renew.mock.calls).toEqual([[['1.0', '2.0']]]);
		fresh.see(['1.0']);
		fresh.see(null);
		fresh.see(['3.0']);
		vi.advanceTimersByTime(2000);
		expect(renew.mock.calls.at(-1)).toEqual([null]);
		fresh.see(['1.0']);
		fresh.stop();
		vi.advanceTimersByTime(9999);
		expect(renew).toHaveBeenCalledTimes(2);
		vi.useRealTimers();
	});
});
