import { vi } from 'vitest';
import type { Change } from '../../../src/lib/server/changes/create-changes.ts';
import { createLane } from '../../../src/lib/server/ingest/create-lane.ts';
import { alwaysAlone, type InTurn } from '../../../src/lib/server/ingest/create-turns.ts';
import { createRecentIds, type RecentIds } from '../../../src/lib/server/ingest/recent-ids.ts';
import { OutcomeUnknown } from '../../../src/lib/server/store/insert-bytes.ts';

type Row = { id: string; ownId: boolean; atMs: number };
export const row = (id: string, atMs = 0): Row => ({ id, ownId: true, atMs });
export const nameless = (atMs = 0): Row => ({ id: `given-${atMs}`, ownId: false, atMs });

/** A lane in front of a table in memory; `fail` decides what the next INSERT does. */
export function createFixture({
	recentIds = createRecentIds(),
	inTurn = alwaysAlone
}: { recentIds?: RecentIds; inTurn?: InTurn } = {}) {
	const stored: string[] = [];
	const inserts: number[] = [];
	const lookups: string[][] = [];
	const published: Change[] = [];
	const failures: ('before' | 'after' | 'unknown')[] = [];
	const ended: string[] = [];
	const mute = { endings: 0 };
	const lane = createLane<Row>({
		table: 'feedback',
		encode: ({ product, rows: encoded }) => {
			const lines = encoded.map(({ id }) => Buffer.from(`${product}:${id}\n`));
			let end = 0;
			return { bytes: Buffer.concat(lines), ends: Uint32Array.from(lines, ({ length }) => (end += length)) };
		},
		insert: async (pieces) => {
			const rows = Buffer.concat(pieces).toString().split('\n').slice(0, -1);
			const failure = failures.shift();
			if (failure === 'before') throw new Error('not stored');
			inserts.push(rows.length);
			await new Promise((resolve) => setTimeout(resolve, 5));
			stored.push(...rows);
			if (failure === 'after') throw new Error('no answer');
			if (failure === 'unknown') throw new OutcomeUnknown(`insert ${inserts.length}`, null);
		},
		endInsert: async (queryId) => {
			await new Promise((resolve) => setTimeout(resolve, 5));
			if (mute.endings-- > 0) throw new Error('no answer to this either');
			ended.push(`${queryId} before insert ${inserts.length + 1}, look-up ${lookups.length + 1}`);
		},
		readKnownIds: async ({ product, ids, window }) => {
			lookups.push([`${product} ${window}`, ...ids]);
			return new Set(ids.filter((id) => stored.includes(`${product}:${id}`)));
		},
		recentIds,
		inTurn,
		publish: (change) => void published.push(change),
		now: () => Date.now()
	});
	const submit = (rows: Row[], product = 1, window: 'recent' | 'ever' = 'recent') =>
		lane.submit({ product, batch: 1n, window, rows });
	return { lane, submit, stored, inserts, lookups, published, failures, ended, mute };
}

/** Lets everything under way end. */
export async function settled<Value>(promise: Promise<Value>): Promise<Value> {
	const caught = promise.catch(() => {});
	await vi.runAllTimersAsync();
	await caught;
	return promise;
}
