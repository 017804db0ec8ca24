import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answeredByHand, question } from './live-panels-fixture.ts';

const ASKED = ['stars', 'feedback_volume'];
const questions = ASKED.map(question);

/** Both panels stand, answered with 10. */
async function standing() {
	const server = await answeredByHand();
	server.live.watch({ questions, filter: [] });
	for (const metric of ASKED) server.answer(metric, 10);
	await vi.advanceTimersByTimeAsync(300);
	return server;
}

function hide(isHidden: boolean): void {
	vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
	document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

describe('what LivePanels shows is of one moment', () => {
	it('shows panels that were opened together together', async () => {
		const { live, answer, nOf } = await answeredByHand();
		live.watch({ questions, filter: [] });
		answer('stars', 10);
		await vi.advanceTimersByTimeAsync(500);
		expect(nOf('stars')).toBeUndefined();
		answer('feedback_volume', 12);
		await vi.advanceTimersByTimeAsync(300);
		expect([nOf('stars'), nOf('feedback_volume')]).toEqual([10, 12]);
		live.stop();
	});

	it('lets one that does not come hold the others for a second', async () => {
		const { live, answer, nOf } = await answeredByHand();
		live.watch({ questions, filter: [] });
		answer('stars', 10);
		await vi.advanceTimersByTimeAsync(1_400);
		expect([nOf('stars'), nOf('feedback_volume')]).toEqual([10, undefined]);
		live.stop();
	});

	it('keeps the old picture whole until all panels have come back after a loss', async () => {
		const { live, listener, answer, nOf } = await standing();
		listener().down();
		listener().up();
		answer('stars', 11);
		await vi.advanceTimersByTimeAsync(400);
		expect([nOf('stars'), nOf('feedback_volume')]).toEqual([10, 10]);
		answer('feedback_volume', 11);
		await vi.advanceTimersByTimeAsync(300);
		expect([nOf('stars'), nOf('feedback_volume')]).toEqual([11, 11]);
		expect(live.returns).toBe(1);
		live.stop();
	});

	it('shows the first change after quiet with the next frame, and then twenty pictures a second at most', async () => {
		const { live, frame, nOf } = await standing();
		await vi.advanceTimersByTimeAsync(60_000);
		frame(1, { stars: 11, feedback_volume: 11 });
		await vi.advanceTimersByTimeAsync(17);
		expect(nOf('stars')).toBe(11);
		const seen = new Set<number | undefined>();
		for (let index = 0; index < 100; index++) {
			frame(2 + index, { stars: 12 + index });
			await vi.advanceTimersByTimeAsync(10);
			seen.add(nOf('stars'));
		}
		expect(seen.size).toBeLessThanOrEqual(21);
		live.stop();
	});
});

describe('what LivePanels costs whom nobody sees', () => {
	it('shows nothing while hidden, and after a minute asks nothing, until somebody looks', async () => {
		const { live, frame, nOf, answer, openPanel, closePanel, openWords, closeWords } = await standing();
		const asked = openPanel.mock.calls.length;
		hide(true);
		frame(1, { stars: 20, feedback_volume: 20 });
		await vi.advanceTimersByTimeAsync(50_000);
		expect(nOf('stars')).toBe(10);
		expect(closePanel).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(closePanel.mock.calls.map(([panel]) => panel)).toEqual(ASKED);
		expect(closeWords).toHaveBeenCalledExactlyOnceWith('s');
		await vi.advanceTimersByTimeAsync(3_600_000);
		expect(openPanel).toHaveBeenCalledTimes(asked);

		hide(false);
		expect(openPanel).toHaveBeenCalledTimes(asked + 2);
		expect(openWords).toHaveBeenCalledTimes(2);
		answer('stars', 30);
		await vi.advanceTimersByTimeAsync(300);
		expect([nOf('stars'), nOf('feedback_volume')]).toEqual([10, 10]);
		answer('feedback_volume', 30);
		await vi.advanceTimersByTimeAsync(300);
		expect([nOf('stars'), nOf('feedback_volume')]).toEqual([30, 30]);
		live.stop();
	});

	it('asks nothing for a panel that is away, which keeps its picture, and asks when it comes near', async () => {
		const { live, nOf, answer, openPanel, closePanel } = await standing();
		const asked = openPanel.mock.calls.length;
		const [stars] = questions;
		live.watch({ questions, filter: [], away: [stars!] });
		expect(closePanel).toHaveBeenCalledExactlyOnceWith('stars');
		await vi.advanceTimersByTimeAsync(100_000);
		expect(nOf('stars')).toBe(10);
		expect(live.ageOf(stars!)).toBeNull();
		live.watch({ questions, filter: [] });
		expect(openPanel).toHaveBeenCalledTimes(asked + 1);
		answer('stars', 15);
		await vi.advanceTimersByTimeAsync(300);
		expect(nOf('stars')).toBe(15);
		live.stop();
	});
});

describe('what LivePanels says of itself', () => {
	it('says how old one panel is that could not be opened again', async () => {
		const { live, listener, answer, refuse } = await standing();
		listener().down();
		listener().up();
		answer('feedback_volume', 11);
		refuse('stars');
		await vi.advanceTimersByTimeAsync(120_000);
		listener().panelsChanged([]);
		await vi.advanceTimersByTimeAsync(300);
		expect(live.failureOf(question('stars'))).toBe('Not this one.');
		expect(live.ageOf(question('stars'))).toBeGreaterThan(110_000);
		expect(live.ageOf(question('feedback_volume'))).toBeNull();
		live.stop();
	});

	it('says that it was turned away, and is live again when it is let in', async () => {
		const { live, listener } = await standing();
		listener().refused();
		expect(live.state).toEqual({ kind: 'refused' });
		listener().up();
		expect(live.state).toEqual({ kind: 'live' });
		live.stop();
	});

	it('forgets words of another filter even while paused', async () => {
		const { live } = await standing();
		expect(live.words).toEqual([]);
		live.pause();
		live.watch({ questions, filter: [{ field: 'channel', op: '=', value: 'Web' }] });
		expect(live.words).toBeNull();
		live.stop();
	});

	it('lets its clock go on while somebody looks', async () => {
		const { live } = await standing();
		const before = live.nowMs;
		await vi.advanceTimersByTimeAsync(3_600_000);
		expect(live.nowMs - before).toBeGreaterThan(3_580_000);
		live.stop();
	});
});
