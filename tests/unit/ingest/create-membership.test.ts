import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMembership, NotInTurn } from '../../../src/lib/server/ingest/create-membership.ts';
import type { OtherProcess } from '../../../src/lib/server/metadata/processes.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** PostgreSQL's list of processes in memory. */
function createList() {
	const rows = new Map<string, { shares: boolean; heardMs: number }>();
	const ended: string[] = [];
	let isDown = false;
	return {
		ended,
		fail: (down: boolean) => void (isDown = down),
		join: (id: string) =>
			createMembership({
				report: (shares) => {
					if (isDown) return Promise.reject(new Error('no database'));
					rows.set(id, { shares, heardMs: Date.now() });
					const others = [...rows].filter(([other]) => other !== id);
					return Promise.resolve(
						others.map(([other, row]): OtherProcess => {
							return { id: other, shares: row.shares, isAlive: row.heardMs > Date.now() - 12_000 };
						})
					);
				},
				retire: (gone) => {
					ended.push(gone);
					rows.delete(gone);
					return Promise.resolve();
				},
				monotonic: () => Date.now(),
				onError: () => {}
			}),
		forget: (id: string) => void rows.delete(id)
	};
}

const way = (membership: Awaited<ReturnType<typeof createMembership>>) =>
	membership.run({ alone: () => Promise.resolve('alone'), shared: () => Promise.resolve('shared') }).catch((cause) => {
		if (cause instanceof NotInTurn) return 'not now';
		throw cause;
	});

describe('createMembership', () => {
	it('runs alone as long as nobody else is there', async () => {
		const only = await createList().join('a');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(await way(only)).toBe('alone');
	});

	it('lets a newcomer wait until the first one shares too', async () => {
		const list = createList();
		const first = await list.join('a');
		const second = await list.join('b');
		expect([await way(first), await way(second)]).toEqual(['alone', 'not now']);
		await vi.advanceTimersByTimeAsync(2500);
		expect([await way(first), await way(second)]).toEqual(['shared', 'shared']);
	});

	it('says that it shares only when what began alone has ended', async () => {
		const list = createList();
		const first = await list.join('a');
		let end: (text: string) => void = () => {};
		const underWay = first.run({
			alone: () => new Promise<string>((resolve) => (end = resolve)),
			shared: () => way(first)
		});
		const second = await list.join('b');
		await vi.advanceTimersByTimeAsync(10_000);
		expect(await way(second)).toBe('not now');
		end('done');
		expect(await underWay).toBe('done');
		await vi.advanceTimersByTimeAsync(2500);
		expect([await way(first), await way(second)]).toEqual(['shared', 'shared']);
	});

	it('stores nothing when it was not heard of, and goes on when it is', async () => {
		const list = createList();
		const only = await list.join('a');
		list.fail(true);
		await vi.advanceTimersByTimeAsync(7000);
		expect(await way(only)).toBe('alone');
		await vi.advanceTimersByTimeAsync(3000);
		expect(await way(only)).toBe('not now');
		expect(() => only.confirm()).toThrow(NotInTurn);
		list.fail(false);
		await vi.advanceTimersByTimeAsync(2500);
		expect(await way(only)).toBe('alone');
	});

	it('ends what a process that is gone left under way before it goes on without it', async () => {
		const list = createList();
		const gone = await list.join('a');
		await gone.stop();
		const next = await list.join('b');
		await vi.advanceTimersByTimeAsync(11_000);
		expect([await way(next), list.ended]).toEqual(['not now', []]);
		await vi.advanceTimersByTimeAsync(2000);
		expect([await way(next), list.ended]).toEqual(['shared', ['a']]);
	});
});
