import { describe, expect, it, vi } from 'vitest';
import type { StatementInput, StatementResult } from '#lib/domain/statement.ts';
import type { OpenStatement, Reply, StatementChange } from '#lib/live/contract.ts';
import type { LiveConnection } from '#lib/live/live-socket.ts';
import { OpenStatements, statementKey } from '#lib/live/open-statements.ts';

const SQL: StatementInput = { sql: 'SELECT count() FROM feedback', from: 'now-7d', to: 'now' };
const WATERMARK = '2018-09-01T00:00:00.000Z';

const counted = (n: number): StatementResult => ({
	columns: [{ name: 'count()', type: 'UInt64' }],
	...{ rows: [[n]], n: 1, elapsedMs: 3, truncated: false }
});
const opened = (panel: string, revision: number, n: number): Reply<OpenStatement> => ({
	ok: true,
	data: { panel, revision, watermark: WATERMARK, result: counted(n) }
});
const frame = (panel: string, base: number, n: number): StatementChange => ({
	...{ panel, base, revision: base + 1, watermark: WATERMARK },
	...{ changes: [], result: counted(n) }
});

function fixture(...replies: Reply<OpenStatement>[]) {
	const openStatement = vi.fn((_: StatementInput) => Promise.resolve(replies.shift() ?? opened('p', 1, 0)));
	const closePanel = vi.fn();
	const connection: Pick<LiveConnection, 'isUp' | 'openStatement' | 'closePanel'> = {
		isUp: () => true,
		...{ openStatement, closePanel }
	};
	const open = new OpenStatements(() => {});
	return {
		...{ open, openStatement, closePanel },
		connect: () => open.connect(connection as LiveConnection),
		settle: () => new Promise((resolve) => setTimeout(resolve)),
		stateOf: () => open.states().get(statementKey(SQL)),
		nOf: () => open.states().get(statementKey(SQL))?.result?.rows[0]?.[0]
	};
}

describe('OpenStatements', () => {
	it('shows the answer, and each whole answer that follows it', async () => {
		const { open, connect, settle, nOf } = fixture(opened('s', 4, 10));
		open.watch(SQL);
		connect();
		await settle();
		expect(nOf()).toBe(10);
		open.change([frame('s', 4, 13), frame('other', 4, 99)]);
		expect(nOf()).toBe(13);
		// Told twice it is no news.
		open.change([frame('s', 4, 14)]);
		expect(nOf()).toBe(13);
	});

	it('opens again after a missed frame and after a lost connection, and keeps the rows meanwhile', async () => {
		const { open, connect, settle, nOf, openStatement, closePanel } = fixture(
			...[opened('s', 1, 1), opened('s', 9, 9), opened('t', 1, 20)]
		);
		open.watch(SQL);
		connect();
		await settle();
		open.change([frame('s', 5, 6)]);
		expect(closePanel).toHaveBeenCalledExactlyOnceWith('s');
		expect(nOf()).toBe(1);
		await settle();
		expect(nOf()).toBe(9);
		connect();
		expect(nOf()).toBe(9);
		await settle();
		expect(nOf()).toBe(20);
		expect(openStatement).toHaveBeenCalledTimes(3);
	});

	it('is open once however many watch, and not while nobody looks', async () => {
		const { open, connect, settle, openStatement, closePanel, stateOf } = fixture(opened('s', 1, 1), opened('s', 1, 2));
		connect();
		const ends = [open.watch(SQL), open.watch(SQL)];
		await settle();
		expect(openStatement).toHaveBeenCalledTimes(1);
		open.rest();
		expect(closePanel).toHaveBeenCalledTimes(1);
		open.wake();
		await settle();
		expect(openStatement).toHaveBeenCalledTimes(2);
		ends[0]?.();
		expect(closePanel).toHaveBeenCalledTimes(1);
		ends[1]?.();
		expect(closePanel).toHaveBeenCalledTimes(2);
		expect(stateOf()).toBeUndefined();
	});

	it('closes what was answered when nobody watched any more', async () => {
		const { open, connect, settle, closePanel } = fixture(opened('late', 1, 1));
		connect();
		open.watch(SQL)();
		await settle();
		expect(closePanel).toHaveBeenCalledExactlyOnceWith('late');
	});

	it('says why it is refused, in the words of the server, beside the last rows', async () => {
		const refused = { ok: false, error: 'invalid', message: 'Line 1: there is no table "x".' } as const;
		const { open, connect, settle, stateOf } = fixture(opened('s', 1, 7), refused);
		open.watch(SQL);
		connect();
		await settle();
		connect();
		await settle();
		expect(stateOf()).toEqual({ result: counted(7), failure: 'Line 1: there is no table "x".' });
	});
});
