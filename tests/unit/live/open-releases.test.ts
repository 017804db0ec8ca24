import { describe, expect, it, vi } from 'vitest';
import type { Verdict } from '#lib/domain/verdict.ts';
import type { LiveConnection } from '#lib/live/live-socket.ts';
import { OpenReleases } from '#lib/live/open-releases.ts';

const verdict = {} as Verdict;

function opened() {
	const openReleases = vi.fn((_: boolean) =>
		Promise.resolve({ ok: true as const, data: { releases: [], verdicts: [] } })
	);
	const connection = { isUp: () => true, openReleases } as unknown as LiveConnection;
	const releases = new OpenReleases(() => {});
	releases.connect(connection, false);
	return { releases, connection, wishes: () => openReleases.mock.calls.map(([verdicts]) => verdicts) };
}

describe('OpenReleases', () => {
	it('asks for verdicts while somebody watches them, and for none before and after', () => {
		vi.useFakeTimers();
		const { releases, wishes } = opened();
		const end = releases.watchVerdicts(() => {});
		end();
		const endNext = releases.watchVerdicts(() => {});
		vi.runAllTimers();
		expect(wishes()).toEqual([false, true, true]);
		endNext();
		vi.runAllTimers();
		expect(wishes()).toEqual([false, true, true, false]);
		vi.useRealTimers();
	});

	it('tells once whose verdicts moved, when the picture moves', () => {
		const { releases } = opened();
		const told = vi.fn();
		releases.watchVerdicts(told);
		releases.takeVerdict({ release: '1.0', verdict });
		releases.takeVerdict({ release: '2.0', verdict });
		releases.takeVerdict({ release: '1.0', verdict });
		expect(told).not.toHaveBeenCalled();
		releases.tell();
		releases.tell();
		expect(told.mock.calls).toEqual([[['1.0', '2.0']]]);
	});

	it('says that any may have moved after the connection was lost', () => {
		const { releases, connection, wishes } = opened();
		const told = vi.fn();
		releases.watchVerdicts(told);
		releases.connect(connection, true);
		expect(wishes().at(-1)).toBe(true);
		releases.tell();
		expect(told.mock.calls).toEqual([[null]]);
	});
});
