import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IngestBusy } from '../../../src/lib/server/ingest/lane-queue.ts';
import { createFixture, nameless, row, settled } from './lane-fixture.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

describe('submit', () => {
	it('resolves only after the INSERT', async () => {
		const { submit, stored } = createFixture();
		let done = false;
		const reply = submit([row('a')]).then(() => (done = true));
		await vi.advanceTimersByTimeAsync(4);
		expect([done, stored]).toEqual([false, []]);
		await settled(reply);
		expect(stored).toEqual(['1:a']);
	});

	it('puts all that waits during an INSERT into the next one', async () => {
		const { submit, inserts } = createFixture();
		const first = submit([row('a')]);
		await vi.advanceTimersByTimeAsync(1);
		const others = ['b', 'c', 'd'].map((id) => submit([row(id)]));
		await settled(Promise.all([first, ...others]));
		expect(inserts).toEqual([1, 3]);
	});

	it('waits no longer where the clock was set back', async () => {
		const { submit, inserts } = createFixture();
		vi.setSystemTime(3_600_000);
		await settled(submit([row('a')]));
		vi.setSystemTime(0);
		const second = submit([row('b')]);
		await vi.advanceTimersByTimeAsync(30);
		expect(inserts).toEqual([1, 1]);
		await second;
	});

	it('starts two INSERTs twenty milliseconds apart', async () => {
		const { submit, inserts } = createFixture();
		await vi.advanceTimersByTimeAsync(100);
		const first = submit([row('a')]);
		await vi.advanceTimersByTimeAsync(6);
		const second = submit([row('b')]);
		await vi.advanceTimersByTimeAsync(13);
		expect(inserts).toEqual([1]);
		await vi.advanceTimersByTimeAsync(1);
		expect(inserts).toEqual([1, 1]);
		await settled(Promise.all([first, second]));
	});

	it('keeps the first of each id: in a request, among those that wait together, and later', async () => {
		const { submit, stored } = createFixture();
		const together = await settled(
			Promise.all([submit([row('a'), row('b'), row('a')]), submit([row('b'), row('c')]), submit([row('a')], 2)])
		);
		expect(together.map(({ duplicates }) => duplicates)).toEqual([1, 1, 0]);
		expect((await settled(submit([row('a'), row('d')]))).duplicates).toBe(1);
		expect(stored).toEqual(['1:a', '1:b', '1:c', '2:a', '1:d']);
	});

	it('never takes a given id for a duplicate', async () => {
		const { submit, stored, lookups } = createFixture();
		const { duplicates } = await settled(submit([nameless(), nameless()]));
		expect([duplicates, stored.length, lookups]).toEqual([0, 2, []]);
	});

	it('asks the store only for ids that may be there, and for all of an import', async () => {
		const { submit, lookups } = createFixture();
		await settled(submit([row('a')]));
		await settled(submit([row('a'), row('b')]));
		await settled(submit([row('c')], 1, 'ever'));
		expect(lookups).toEqual([
			['1 recent', 'a'],
			['1 ever', 'c']
		]);
	});

	it('asks for every id where another process may write', async () => {
		const { submit, lookups } = createFixture({
			inTurn: (_products, run) => run({ isAlone: false, confirm: () => Promise.resolve() })
		});
		await settled(submit([row('a'), nameless(), row('b')]));
		expect(lookups).toEqual([['1 recent', 'a', 'b']]);
	});

	it('takes no row for a duplicate on a false hit of the filter alone', async () => {
		const { submit, stored } = createFixture({ recentIds: { add: () => {}, mayHave: () => true } });
		expect((await settled(submit([row('a')]))).duplicates).toBe(0);
		expect(stored).toEqual(['1:a']);
	});

	it('lets a request be sent again whose INSERT failed, stored or not', async () => {
		const { submit, stored, failures } = createFixture();
		failures.push('before', 'after');
		await expect(settled(submit([row('a')]))).rejects.toThrow('not stored');
		await expect(settled(submit([row('b')]))).rejects.toThrow('no answer');
		expect(await settled(submit([row('a'), row('b')]))).toEqual({ duplicates: 1 });
		expect(stored.toSorted()).toEqual(['1:a', '1:b']);
	});

	it('goes on after a failure with what waited', async () => {
		const { submit, stored, failures } = createFixture();
		failures.push('before');
		const lost = submit([row('a')]).catch(() => 'lost');
		await vi.advanceTimersByTimeAsync(0);
		const next = submit([row('b')]);
		expect(await settled(Promise.all([lost, next]))).toEqual(['lost', { duplicates: 0 }]);
		expect(stored).toEqual(['1:b']);
	});

	it('ends an INSERT without an answer before it looks up and stores anything else', async () => {
		const { submit, stored, failures, ended } = createFixture();
		failures.push('unknown');
		await expect(settled(submit([row('a')]))).rejects.toThrow('no answer');
		expect(await settled(submit([row('a'), row('b')]))).toEqual({ duplicates: 1 });
		await settled(submit([row('c')]));
		expect(ended).toEqual(['insert 1 before insert 2, look-up 1']);
		expect(stored).toEqual(['1:a', '1:b', '1:c']);
	});

	it('lets nobody wait, and stores nothing, while that INSERT may still run', async () => {
		const { lane, submit, stored, failures, mute } = createFixture();
		failures.push('unknown');
		await expect(settled(submit([row('a')]))).rejects.toThrow('no answer');
		mute.endings = 1;
		const rows = (name: string) => Array.from({ length: 15_000 }, (_, index) => row(`${name}${index}`));
		const lost = ['b', 'c', 'd'].map((name) => submit(rows(name)).catch((cause: Error) => cause.message));
		expect(await settled(Promise.all(lost))).toEqual(Array(3).fill('no answer to this either'));
		await lane.idle();
		expect(stored).toEqual(['1:a']);
		expect(await settled(submit([row('a'), row('e')]))).toEqual({ duplicates: 1 });
	});

	it('refuses what comes when 64 MB wait already, and puts at most 16 MB into one INSERT', async () => {
		const { lane, inserts } = createFixture();
		const send = (id: string) =>
			lane.submit({ product: 1, batch: 1n, window: 'recent', rows: [row(id)], bytes: 7_000_000 });
		const waiting = Array.from({ length: 10 }, (_, index) => send(`a${index}`));
		await expect(send('b')).rejects.toThrow(IngestBusy);
		await settled(Promise.all(waiting));
		expect(inserts).toEqual([2, 2, 2, 2, 2]);
	});

	it('refuses what comes when 200,000 rows wait already, and takes rows again later', async () => {
		const { submit, inserts } = createFixture();
		const batch = (name: number) => Array.from({ length: 10_000 }, (_, index) => nameless(name * 10_000 + index));
		const waiting = Array.from({ length: 21 }, (_, index) => submit(batch(index)));
		await expect(submit([row('a')])).rejects.toThrow(IngestBusy);
		await settled(Promise.all(waiting));
		expect(Math.max(...inserts)).toBeLessThanOrEqual(20_000);
		expect(await settled(submit([row('a')]))).toEqual({ duplicates: 0 });
	});

	it('answers no rows at once', async () => {
		const { submit, inserts } = createFixture();
		expect(await submit([])).toEqual({ duplicates: 0 });
		expect(inserts).toEqual([]);
	});
});

describe('what a commit tells', () => {
	it('is one range a product, around its fresh rows alone', async () => {
		const { submit, published } = createFixture();
		await settled(Promise.all([submit([row('a', 50), row('b', 10), row('c', 30)]), submit([row('a', 7)], 2)]));
		expect(published).toEqual([
			{ product: 1, table: 'feedback', range: { fromMs: 10, toMs: 51 } },
			{ product: 2, table: 'feedback', range: { fromMs: 7, toMs: 8 } }
		]);
	});

	it('comes before the reply', async () => {
		const { submit, published } = createFixture();
		const seen = submit([row('a')]).then(() => published.length);
		expect(await settled(seen)).toBe(1);
	});

	it('comes also when the INSERT gave no answer, as its rows may be there', async () => {
		const { submit, published, failures } = createFixture();
		failures.push('after');
		await expect(settled(submit([row('a', 7)]))).rejects.toThrow('no answer');
		expect(published).toEqual([{ product: 1, table: 'feedback', range: { fromMs: 7, toMs: 8 } }]);
	});

	it('is nothing where all rows are duplicates', async () => {
		const { submit, published, inserts } = createFixture();
		await settled(submit([row('a')]));
		await settled(submit([row('a')]));
		expect([published.length, inserts]).toEqual([1, [1]]);
	});
});

describe('idle', () => {
	it('resolves when every request has its reply', async () => {
		const { lane, submit, stored } = createFixture();
		const replies = [submit([row('a')]), submit([row('b')])];
		await settled(lane.idle());
		expect(stored).toEqual(['1:a', '1:b']);
		await Promise.all(replies);
	});
	it('does not wait for what comes later, of which there may be no end', async () => {
		const { lane, submit } = createFixture();
		let [goesOn, isIdle] = [true, false];
		const sendOn = async () => {
			for (let index = 0; goesOn; index++) await submit([row(`${index}`)]);
		};
		// One always waits while another's rows are stored.
		const senders = [sendOn()];
		await vi.advanceTimersByTimeAsync(3);
		senders.push(sendOn());
		const idle = lane.idle().then(() => (isIdle = true));
		await vi.advanceTimersByTimeAsync(200);
		expect(isIdle).toBe(true);
		goesOn = false;
		await settled(Promise.all([idle, ...senders]));
	});
	it('resolves at once when nothing waits', async () => {
		await createFixture().lane.idle();
	});
});
