import type { TimeRange } from '#lib/domain/time-range.ts';
import type { Part } from '#lib/server/store/read-parts.ts';
import type { Change } from './create-changes.ts';
import { partDifferences, partKey } from './part-differences.ts';

export type Poll = Readonly<{
	/** Resolves when nothing of it is under way any more. */
	stop: () => Promise<void>;
}>;

type Table = Change['table'];

export type PollOptions = Readonly<{
	readParts: () => Promise<readonly Part[]>;
	readRanges: (question: {
		table: Table;
		parts: readonly string[];
		products: readonly number[];
	}) => Promise<readonly { product: number; range: TimeRange }[]>;
	/** The products that somebody watches now. */
	products: () => readonly number[];
	/** Tells this process alone. */
	tell: (change: Change) => void;
	onError: (cause: unknown) => void;
	/** Milliseconds that never go back. */
	monotonic: () => number;
}>;

const PAUSE_MS = 1000;
/** Parts say their age in whole seconds, and a part counts a little after it was written. */
const AGE_SLACK_MS = 5000;
const TABLES = ['feedback', 'events'] as const;

/** All moments of the month that a partition is named after. */
function monthRange({ partition }: Part): TimeRange {
	const [year, month] = [Number(partition.slice(0, 4)), Number(partition.slice(4))];
	return { fromMs: Date.UTC(year, month - 1), toMs: Date.UTC(year, month) };
}

/**
 * Sees by itself what changed in the store: what another process's notification did not bring, and what programs do
 * that know nothing of Upshot. While nobody watches it asks nothing.
 */
export function createPoll({ readParts, readRanges, products, tell, onError, monotonic }: PollOptions): Poll {
	/** The parts whose rows were told, or are older than every open answer; `null` while nobody watches. */
	let known: readonly Part[] | null = null;
	let unwatchedMs = monotonic();
	let failed = false;
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<void> = Promise.resolve();

	async function look(watched: readonly number[]): Promise<void> {
		const found = await readParts();
		// The first answer may be as old as the last moment at which nobody watched.
		const oldMs = monotonic() - unwatchedMs + AGE_SLACK_MS;
		const { grown, shrunk } = partDifferences(known ?? found.filter(({ ageMs }) => ageMs > oldMs), found);
		for (const part of shrunk)
			for (const product of watched) tell({ product, table: part.table, range: monthRange(part) });
		for (const table of TABLES) {
			const parts = grown.filter((part) => part.table === table).map(({ name }) => name);
			if (parts.length === 0) continue;
			for (const change of await readRanges({ table, parts, products: watched })) tell({ ...change, table });
		}
		if (grown.length === 0) known = found;
		else {
			// A part that a merge took before it was read is not known: the merged one will be read.
			const after = new Set((await readParts()).map(partKey));
			known = found.filter((part) => after.has(partKey(part)));
		}
	}

	async function pollOnce(): Promise<void> {
		const watched = [...new Set(products())];
		if (watched.length === 0) {
			known = null;
			unwatchedMs = monotonic();
			return;
		}
		try {
			await look(watched);
			failed = false;
		} catch (cause) {
			// Once for a row of failures: what it did not see now it sees when ClickHouse answers again.
			if (!failed && !stopped) onError(cause);
			failed = true;
		}
	}

	function schedule(): void {
		timer = setTimeout(() => {
			running = pollOnce().then(() => {
				if (!stopped) schedule();
			});
		}, PAUSE_MS);
	}
	schedule();
	return {
		stop: async () => {
			stopped = true;
			clearTimeout(timer);
			await running;
		}
	};
}
