import { createHash } from 'node:crypto';
import type { Product } from '#lib/domain/product.ts';
import type { Statement, StatementAnswer } from '#lib/domain/statement.ts';
import type { OpenStatement, StatementChange } from '#lib/live/contract.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { StatementAsker, Statements } from '#lib/server/questions/create-statements.ts';
import { createPace } from './create-pace.ts';
import { checkRoom, TooManyOpen } from './too-many-open.ts';

export type StatementHub = Readonly<{
	/**
	 * Adds a viewer and calls `deliver` with the answer as it stands. Rejects as `ask` does; then nothing was added.
	 * @throws TooManyOpen when there is no room for it, or its result is too large to be sent again and again
	 */
	open: (
		asked: Readonly<{ product: Product; statement: Statement; asker: StatementAsker }>,
		deliver: (panel: OpenStatement) => void
	) => Promise<void>;
	close: (panel: string) => void;
	isWatched: (product: number) => boolean;
	products: () => readonly number[];
	/** Says that something other than feedback or events of the product changed. */
	touch: (product: number) => void;
	stop: () => void;
}>;

type Options = Readonly<{
	statements: Pick<Statements, 'ask' | 'note' | 'rangeOf'>;
	changes: Changes;
	onFrame: (changes: readonly StatementChange[]) => void;
	onError: (cause: unknown) => void;
	now: () => number;
}>;

type Watched = {
	product: Product;
	statement: Statement;
	viewers: number;
	answer: StatementAnswer | null;
	/** The answer without how long it took. */
	shown: string;
	revision: number;
	dirty: boolean;
	movesAtMs: number;
	ready: Promise<void>;
};

/** One after another, each on one core; then a rest of three times as long: an eighth of a machine with two cores. */
const REST = { rest: 3, longestRestMs: 10_000 };
const LIVE: StatementAsker = { key: 'live', name: null };
const MOST_STATEMENTS = { ofProduct: 200, ofAll: 1_000 };
const MOST_LIVE_BYTES = 500_000;

const panelId = ({ number }: Product, statement: Statement): string =>
	createHash('sha256')
		.update(JSON.stringify(['sql', number, statement]))
		.digest('base64url')
		.slice(0, 22);

/** Keeps every open statement's answer true: asks each one again after its product's data changed. */
export function createStatementHub({ statements, changes, onFrame, onError, now }: Options): StatementHub {
	const watched = new Map<string, Watched>();
	let clock: NodeJS.Timeout | null = null;

	const isDue = ({ answer, dirty, movesAtMs }: Watched): boolean => answer !== null && (dirty || movesAtMs <= now());

	function watchClock(): void {
		if (clock) clearTimeout(clock);
		const next = Math.min(Infinity, ...[...watched.values()].map(({ movesAtMs }) => movesAtMs));
		clock = next === Infinity ? null : setTimeout(wake, Math.max(next - now(), 1));
	}

	/** Whether the answer is another one than before. */
	async function ask(entry: Watched, asker: StatementAsker): Promise<boolean> {
		entry.dirty = false;
		entry.movesAtMs = statements.rangeOf(entry.statement).movesAtMs ?? Infinity;
		const answer = await statements.ask(entry.product, entry.statement, asker);
		const { columns, rows, truncated } = answer.result;
		const shown = JSON.stringify([columns, rows, truncated]);
		if (shown.length > MOST_LIVE_BYTES)
			throw new TooManyOpen('A live panel shows at most 500 kB. Group by less, or LIMIT the rows.');
		if (entry.answer !== null && entry.shown === shown) return false;
		Object.assign(entry, { answer, shown, revision: entry.revision + 1 });
		return true;
	}

	async function refresh(): Promise<boolean> {
		for (const [id, entry] of watched) {
			if (!isDue(entry)) continue;
			const base = entry.revision;
			try {
				const isNew = await ask(entry, LIVE);
				if (isNew && entry.answer && watched.get(id) === entry)
					onFrame([{ panel: id, base, revision: entry.revision, changes: [], ...entry.answer }]);
			} catch (cause) {
				// It will not get better by itself: the next change asks again.
				onError(cause);
			}
		}
		watchClock();
		return true;
	}

	const pace = createPace({
		work: refresh,
		isDue: () => [...watched.values()].some(isDue),
		...REST,
		now: () => performance.now()
	});

	function wake(): void {
		pace.wake();
	}

	function touch(product: number): void {
		for (const entry of watched.values()) if (entry.product.number === product) entry.dirty = true;
		wake();
	}

	function watch(id: string, product: Product, statement: Statement, asker: StatementAsker): Watched {
		checkRoom([...watched.values()], product, MOST_STATEMENTS);
		const entry: Watched = {
			...{ product, statement, viewers: 0, answer: null, shown: '', revision: 0, dirty: false, movesAtMs: Infinity },
			ready: Promise.resolve()
		};
		entry.ready = ask(entry, asker).then(() => {
			watchClock();
			// What changed meanwhile may be missing.
			if (entry.dirty) wake();
		});
		watched.set(id, entry);
		return entry;
	}

	function release(id: string, entry: Watched): void {
		entry.viewers--;
		if (entry.viewers <= 0 && watched.get(id) === entry) watched.delete(id);
	}

	const unsubscribe = changes.subscribe(({ product }) => touch(product));

	return {
		open: async ({ product, statement, asker }, deliver) => {
			const id = panelId(product, statement);
			const known = watched.get(id);
			const entry = known ?? watch(id, product, statement, asker);
			entry.viewers++;
			try {
				await entry.ready;
			} catch (cause) {
				release(id, entry);
				throw cause;
			}
			if (known) statements.note(product, statement, asker);
			if (entry.answer) deliver({ panel: id, revision: entry.revision, ...entry.answer });
		},
		close: (panel) => {
			const entry = watched.get(panel);
			if (entry) release(panel, entry);
		},
		isWatched: (product) => [...watched.values()].some((entry) => entry.product.number === product),
		products: () => [...watched.values()].map(({ product }) => product.number),
		touch,
		stop: () => {
			unsubscribe();
			pace.stop();
			if (clock) clearTimeout(clock);
		}
	};
}
