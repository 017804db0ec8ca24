import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../../src/lib/live/pace.ts';

const FRAME_MS = 16;

/** A page on which a picture takes `costMs`, most of it style and paint; something new comes every 10 ms. */
function shownInASecond(costMs: number): number {
	let [spentMs, shown] = [0, 0];
	const now = performance.now.bind(performance);
	vi.spyOn(performance, 'now').mockImplementation(() => now() + spentMs);
	const pace = new Pace(() => {
		shown++;
		spentMs += costMs;
	});
	for (const startMs = performance.now(); performance.now() < startMs + 1000;) {
		pace.wish();
		vi.advanceTimersByTime(10);
	}
	pace.stop();
	return shown;
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('requestAnimationFrame', (show: () => void) => setTimeout(show, FRAME_MS));
	vi.stubGlobal('cancelAnimationFrame', (frame: NodeJS.Timeout) => clearTimeout(frame));
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('Pace', () => {
	it('shows what is new after a quiet time with the next frame', () => {
		const show = vi.fn();
		new Pace(show).wish();
		vi.advanceTimersByTime(FRAME_MS);
		expect(show).toHaveBeenCalledTimes(1);
	});

	it.each([
		{ costMs: 0, least: 12, most: 20 },
		{ costMs: 20, least: 8, most: 12 },
		{ costMs: 40, least: 4, most: 7 },
		{ costMs: 100, least: 3, most: 4 }
	])('shows $least to $most pictures a second that take $costMs ms each', ({ costMs, least, most }) => {
		const shown = shownInASecond(costMs);
		expect(shown).toBeGreaterThanOrEqual(least);
		expect(shown).toBeLessThanOrEqual(most);
	});

	it('shows nothing more once it is stopped', () => {
		const show = vi.fn();
		const pace = new Pace(show);
		pace.wish();
		pace.stop();
		vi.advanceTimersByTime(1000);
		expect(show).not.toHaveBeenCalled();
	});
});
