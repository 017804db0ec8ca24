import type { Change } from '#lib/server/changes/create-changes.ts';
import { OutcomeUnknown } from '#lib/server/store/insert-bytes.ts';
import type { Owned } from '#lib/server/store/insert-rows.ts';
import type { RowTable } from '#lib/server/store/read-known-ids.ts';
import type { InTurn, Standing } from './create-turns.ts';
import { knownIds, type ReadKnownIds } from './known-ids.ts';
import { createLaneQueue } from './lane-queue.ts';
import type { RecentIds } from './recent-ids.ts';

/** What a lane needs to know of a row. */
export type LaneRow = Readonly<{ id: string; ownId: boolean; atMs: number }>;

/** Rows of one request; `window` says how far back their ids are compared. */
export type Submission<Row> = Readonly<{
	product: number;
	batch: bigint;
	window: 'recent' | 'ever';
	rows: readonly Row[];
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

type Options<Row> = Readonly<{
	table: RowTable;
	/** @throws OutcomeUnknown when the statement may still run */
	insert: (rows: readonly Owned<Row>[]) => Promise<void>;
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

type Waiting<Row> = Submission<Row> & {
	resolve: (outcome: { duplicates: number }) => void;
	reject: (cause: unknown) => void;
};

/**
 * Group commit: one INSERT at a time, and everything that arrives meanwhile goes into the next one. Replies come after
 * the rows are on disk; the first row with an id stays, later ones are duplicates.
 */
export function createLane<Row extends LaneRow>(options: Options<Row>): Lane<Row> {
	const { table, insert, endInsert, readKnownIds, recentIds, inTurn, publish, now } = options;
	const queue = createLaneQueue<Waiting<Row>>();
	let running: Promise<void> | null = null;
	let latest: Promise<unknown> = Promise.resolve();
	let lastStartMs = -Infinity;
	/** The INSERT that gave no answer: as long as it may run, no look-up tells what the store will have. */
	let unknownInsert: string | null = null;

	async function settle(): Promise<void> {
		if (unknownInsert === null) return;
		await endInsert(unknownInsert);
		unknownInsert = null;
	}

	async function store(fresh: readonly Owned<Row>[], { confirm }: Standing): Promise<void> {
		if (fresh.length === 0) return;
		// Before the INSERT: should its outcome stay unknown, the retry is looked up.
		for (const { product, row } of fresh) if (row.ownId) recentIds.add(product, row.id, now());
		await confirm();
		try {
			await insert(fresh);
		} catch (cause) {
			if (cause instanceof OutcomeUnknown) unknownInsert = cause.queryId;
			throw cause;
		} finally {
			// Also after a failure: without an answer nobody knows whether the rows are there.
			for (const change of changesOf(table, fresh)) publish(change);
		}
	}

	async function commit(group: readonly Waiting<Row>[]): Promise<void> {
		await settle();
		const outcomes = await inTurn(
			group.map(({ product }) => product),
			async (standing) => {
				const known = await knownIds(group, { readKnownIds, recentIds: standing.isAlone ? recentIds : null });
				const { fresh, outcomes } = sorted(group, known);
				await store(fresh, standing);
				return outcomes;
			}
		);
		group.forEach((waiting, index) => waiting.resolve(outcomes[index] ?? { duplicates: 0 }));
	}

	async function drain(): Promise<void> {
		while (!queue.isEmpty()) {
			const lingerMs = lastStartMs + LINGER_MS - now();
			if (lingerMs > 0 && !queue.isGroupFull()) await new Promise((resolve) => setTimeout(resolve, lingerMs));
			lastStartMs = now();
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
			const reply = new Promise<{ duplicates: number }>((resolve, reject) => {
				queue.push({ ...submission, resolve, reject });
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

/** The rows that are new, and each request's duplicates; `known` holds ids as `product:id`. */
function sorted<Row extends LaneRow>(group: readonly Submission<Row>[], known: Set<string>) {
	const fresh: Owned<Row>[] = [];
	const outcomes = group.map(({ product, batch, rows }) => {
		let duplicates = 0;
		for (const row of rows) {
			const key = row.ownId ? `${product}:${row.id}` : '';
			if (row.ownId && known.has(key)) duplicates++;
			else fresh.push({ product, batch, row });
			if (row.ownId) known.add(key);
		}
		return { duplicates };
	});
	return { fresh, outcomes };
}

/** One change per product, wide enough for all of its rows. */
function changesOf<Row extends LaneRow>(table: RowTable, rows: readonly Owned<Row>[]): Change[] {
	const ranges = new Map<number, { fromMs: number; toMs: number }>();
	for (const { product, row } of rows) {
		const range = ranges.get(product);
		if (!range) ranges.set(product, { fromMs: row.atMs, toMs: row.atMs + 1 });
		else {
			range.fromMs = Math.min(range.fromMs, row.atMs);
			range.toMs = Math.max(range.toMs, row.atMs + 1);
		}
	}
	return [...ranges].map(([product, range]) => ({ product, table, range }));
}
