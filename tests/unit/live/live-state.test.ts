import { describe, expect, it } from 'vitest';
import { liveState } from '#lib/live/live-state.ts';

const running = { isPaused: false, added: 0 };

describe('liveState', () => {
	it.each([
		['never', 5_000, { kind: 'still' }],
		['never', 60_000, { kind: 'stale', ageMs: 60_000 }],
		['up', 0, { kind: 'live' }],
		['down', 10_000, { kind: 'reconnecting' }],
		['down', 960_000, { kind: 'stale', ageMs: 960_000 }]
	] as const)('is, %s connected and last heard %d ms ago, %o', (status, ageMs, state) =>
		expect(liveState({ status, heardMs: 1_000_000 }, running, 1_000_000 + ageMs)).toEqual(state)
	);
	it('counts what waits while paused', () =>
		expect(liveState({ status: 'up', heardMs: 0 }, { isPaused: true, added: 14 }, 0)).toEqual({
			kind: 'paused',
			added: 14
		}));
	it('says first that the connection is lost, paused or not', () =>
		expect(liveState({ status: 'down', heardMs: 0 }, { isPaused: true, added: 1 }, 1_000).kind).toBe('reconnecting'));
});
