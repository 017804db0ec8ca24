import type { Change } from '#lib/server/changes/create-changes.ts';
import { OutcomeUnknown } from '#lib/server/store/insert-bytes.ts';
import type { EncodedRows, OwnedRows } from '#lib/server/store/insert-rows.ts';
import type { RowTable } from '#lib/server/store/read-known-ids.ts';
import type { InTurn, Standing } from './create-turns.ts';
import { freshRows, type FreshRows } from './fresh-rows.ts';
import { knownIds, type ReadKnownIds } from './known-ids.ts';
import { laneEntry, type LaneEntry } from './lane-entry.ts';
import { createLaneQueue } from './lane-queue.ts';
import type { RecentIds } from './recent-ids.ts';

/** What a lane needs to know of a row. */
export type LaneRow = Readonly<{ id: string; ownId: boolean; atMs: number }>;

/** Rows of one request; `window` says how far back their ids are compared. */
export type Submission<Row> = OwnedRows<Row> &
	Readonly<{
		window: 'recent' | 'ever';
		/** Length of the body they came in. */
		bytes?: number;
	}>;

export type Lane<Row> = Readonly<{
	/**
	 * Resolves when the rows are on disk, with the number that were there already.
	 * @throws IngestBusy when too much waits; any other error: unknown whether stored, safe to send again
	 */
	submit: (submission: Submission<Row>) => Promise<{ duplicates: number }>;
	/** Resolves when every request submitted until now has its reply; later ones are not waited for. */
	idle: () => Promise<void>;
}>;

export type LaneOptions<Row> = Readonly<{
	table: RowTable;
	encode: (rows: OwnedRows<Row>) => EncodedRows;
	/** @throws OutcomeUnknown when the statement may still run */
	insert: (pieces: readonly Buffer[]) => Promise<void>;
	/** Resolves when the statement of this id runs no more. */
	endInsert: (queryId: string) => Promise<void>;
	readKnownIds: ReadKnownIds;
	/** What this process remembers; where it is not alone, every id is looked up. */
	recentIds: RecentIds;
	inTurn: InTurn;
	publish: (change: Change) => void;
	now: () => number;
}>;

/** Two INSERTs start at least this far apart: under light load it saves two thirds of the engine's work. */
const LINGER_MS = 20;

type Waiting = LaneEntry & {
	resolve: (outcome: { duplicates: number }) => void;
	reject: (cause: unknown) => void;
};

/**
 * Group commit: one INSERT at a time, and everything that arrives meanwhile goes into the next one. Replies come after
 * the rows are on disk; the first row with an id stays, later ones are duplicates.
 */
export function createLane<Row extends LaneRow>(options: LaneOptions<Row>): Lane<Row> {
	const { table, encode, insert, endInsert, readKnownIds, recentIds, inTurn, publish, now } = options;
	const queue = createLaneQueue<Waiting>();
	let running: Promise<void> | null = null;
	let latest: Promise<unknown> = Promise.resolve();
	/** Of a clock that never goes back: nobody waits for what is wrong to become right. */
	let lastStartMs = -Infinity;
	/** The INSERT that gave no answer: as long as it may run, no look-up tells what the store will have. */
	let unknownInsert: string | null = null;

	async function settle(): Promise<void> {
		if (unknownInsert === null) return;
		await endInsert(unknownInsert);
		unknownInsert = null;
	}

	async function store(requests: readonly FreshRows[], { confirm }: Standing): Promise<void> {
		const pieces = requests.flatMap((request) => request.pieces);
		if (pieces.length === 0) return;
		// Before the INSERT: should its outcome stay unknown, the retry is looked up.
		for (const { entry, ids } of requests) for (const id of ids) recentIds.add(entry.product, id, now());
		await confirm();
		try {
			await insert(pieces);
		} catch (cause) {
			if (cause instanceof OutcomeUnknown) unknownInsert = cause.queryId;
			throw cause;
		} finally {
			// Also after a failure: without an answer nobody knows whether the rows are there.
			for (const change of changesOf(table, requests)) publish(change);
		}
	}

	async function commit(group: readonly Waiting[]): Promise<void> {
		await settle();
		const requests = await inTurn(
			group.map(({ product }) => product),
			async (standing) => {
				const known = await knownIds(group, { readKnownIds, recentIds: standing.isAlone ? recentIds : null });
				const sorted = freshRows(group, known);
				await store(sorted, standing);
				return sorted;
			}
		);
		group.forEach(({ resolve }, index) => resolve({ duplicates: requests[index]?.duplicates ?? 0 }));
	}

	async function drain(): Promise<void> {
		while (!queue.isEmpty()) {
			const lingerMs = lastStartMs + LINGER_MS - performance.now();
			if (lingerMs > 0 && !queue.isGroupFull()) await new Promise((resolve) => setTimeout(resolve, lingerMs));
			lastStartMs = performance.now();
			const wasUnknown = unknownInsert !== null;
			const group = queue.takeGroup();
			try {
				await commit(group);
			} catch (cause) {
				// A store that does not even say what became of an INSERT keeps nobody else waiting.
				const lost = wasUnknown && unknownInsert !== null ? [...group, ...queue.takeAll()] : group;
				for (const { reject } of lost) reject(cause);
			}
		}
		running = null;
	}

	return {
		submit: async (submission) => {
			if (submission.rows.length === 0) return { duplicates: 0 };
			queue.checkRoom();
			const entry = laneEntry(submission, encode);
			const reply = new Promise<{ duplicates: number }>((resolve, reject) => {
				queue.push({ ...entry, resolve, reject });
				running ??= Promise.resolve().then(drain);
			});
			// Replies come in the order of the requests.
			latest = reply.catch(() => {});
			return reply;
		},
		idle: async () => {
			await latest;
		}
	};
}

/** One change per product, wide enough for all of its rows. */
function changesOf(table: RowTable, requests: readonly FreshRows[]): Change[] {
	const ranges = new Map<number, { fromMs: number; toMs: number }>();
	for (const { entry, pieces } of requests) {
		if (pieces.length === 0) continue;
		const { product, range } = entry;
		const known = ranges.get(product) ?? range;
		ranges.set(product, {
			fromMs: Math.min(known.fromMs, range.fromMs),
			toMs: Math.max(known.toMs, range.toMs)
		});
	}
	return [...ranges].map(([product, range]) => ({ product, table, range }));
}
