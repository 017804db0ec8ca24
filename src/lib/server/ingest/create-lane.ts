import type { Change } from '#lib/server/changes/create-changes.ts';
import type { Owned } from '#lib/server/store/insert-rows.ts';
import type { RowTable } from '#lib/server/store/read-known-ids.ts';
import type { RecentIds } from './recent-ids.ts';

/** What a lane needs to know of a row. */
type LaneRow = Readonly<{ id: string; ownId: boolean; atMs: number }>;

/** Rows of one request; `window` says how far back their ids are compared. */
export type Submission<Row> = Readonly<{
	product: number;
	batch: bigint;
	window: 'recent' | 'ever';
	rows: readonly Row[];
}>;

export type Lane<Row> = Readonly<{
	/**
	 * Resolves when the rows are on disk, with the number that were there already.
	 * @throws IngestBusy when too much waits; any other error: unknown whether stored, safe to send again
	 */
	submit: (submission: Submission<Row>) => Promise<{ duplicates: number }>;
	/** Resolves when nothing waits any more. */
	idle: () => Promise<void>;
}>;

/** The queue is full; nothing of the request was stored. */
export class IngestBusy extends Error {}

type Options<Row> = Readonly<{
	table: RowTable;
	insert: (rows: readonly Owned<Row>[]) => Promise<void>;
	readKnownIds: (question: {
		product: number;
		ids: readonly string[];
		window: 'recent' | 'ever';
	}) => Promise<Set<string>>;
	/** `null` when another process may write too: then every id is looked up. */
	recentIds: RecentIds | null;
	publish: (change: Change) => void;
	now: () => number;
}>;

const GROUP_ROWS = 20_000;
const QUEUE_ROWS = 200_000;
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
	const { table, insert, publish, now } = options;
	let queue: Waiting<Row>[] = [];
	let queuedRows = 0;
	let running: Promise<void> | null = null;
	let lastStartMs = -Infinity;

	function takeGroup(): Waiting<Row>[] {
		let rows = 0;
		let end = 0;
		while (end < queue.length && (end === 0 || rows + (queue[end]?.rows.length ?? 0) <= GROUP_ROWS))
			rows += queue[end++]?.rows.length ?? 0;
		const group = queue.slice(0, end);
		queue = queue.slice(end);
		queuedRows -= rows;
		return group;
	}

	async function commit(group: readonly Waiting<Row>[]): Promise<void> {
		const known = await knownIds(group, options);
		const fresh: Owned<Row>[] = [];
		const outcomes = group.map(({ product, batch, rows }) => {
			let duplicates = 0;
			for (const row of rows) {
				const key = `${product}:${row.id}`;
				if (row.ownId && known.has(key)) duplicates++;
				else fresh.push({ product, batch, row });
				if (row.ownId) known.add(key);
			}
			return { duplicates };
		});
		// Before the INSERT: should its outcome stay unknown, the retry is looked up.
		for (const { product, row } of fresh) if (row.ownId) options.recentIds?.add(product, row.id, now());
		try {
			if (fresh.length > 0) await insert(fresh);
		} finally {
			// Also after a failure: without an answer nobody knows whether the rows are there.
			for (const change of changesOf(table, fresh)) publish(change);
		}
		group.forEach((waiting, index) => waiting.resolve(outcomes[index] ?? { duplicates: 0 }));
	}

	async function drain(): Promise<void> {
		while (queue.length > 0) {
			const lingerMs = lastStartMs + LINGER_MS - now();
			if (lingerMs > 0 && queuedRows < GROUP_ROWS) await new Promise((resolve) => setTimeout(resolve, lingerMs));
			lastStartMs = now();
			const group = takeGroup();
			try {
				await commit(group);
			} catch (cause) {
				for (const { reject } of group) reject(cause);
			}
		}
		running = null;
	}

	return {
		submit: (submission) => {
			if (submission.rows.length === 0) return Promise.resolve({ duplicates: 0 });
			if (queuedRows > QUEUE_ROWS) return Promise.reject(new IngestBusy('Too many rows wait to be stored.'));
			queuedRows += submission.rows.length;
			return new Promise((resolve, reject) => {
				queue.push({ ...submission, resolve, reject });
				running ??= Promise.resolve().then(drain);
			});
		},
		idle: async () => {
			while (running) await running;
		}
	};
}

/** Which ids of the group the store has, as `product:id`. */
async function knownIds<Row extends LaneRow>(
	group: readonly Submission<Row>[],
	{ readKnownIds, recentIds }: Options<Row>
): Promise<Set<string>> {
	const asked = new Map<string, { product: number; window: 'recent' | 'ever'; ids: Set<string> }>();
	for (const { product, window, rows } of group)
		for (const { id, ownId } of rows) {
			if (!ownId || (window === 'recent' && recentIds !== null && !recentIds.mayHave(product, id))) continue;
			const key = `${product}:${window}`;
			const entry = asked.get(key) ?? { product, window, ids: new Set<string>() };
			entry.ids.add(id);
			asked.set(key, entry);
		}
	const found = await Promise.all(
		[...asked.values()].map(async ({ product, window, ids }) =>
			[...(await readKnownIds({ product, window, ids: [...ids] }))].map((id) => `${product}:${id}`)
		)
	);
	return new Set(found.flat());
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
