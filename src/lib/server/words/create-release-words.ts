import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Product } from '#lib/domain/product.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { readRelease } from '#lib/server/metadata/releases.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readSaidTexts } from '#lib/server/store/read-said-texts.ts';
import type { ChangedTerm } from '#lib/words/listed-terms.ts';
import { LEAST_TEXTS, wordChanges, type WordChanges } from '#lib/words/word-changes.ts';

/** One side of a release: how many answers have a text there, and how many different ones were looked at. */
type SideOfWords = Readonly<{ fromMs: number; toMs: number; texts: number; n: number }>;

/** The words that moved around a release. */
export type ReleaseWords = Readonly<{
	release: Release;
	before: SideOfWords;
	after: SideOfWords;
	/** Texts left out because they are nearly the same as another of their side. */
	copies: number;
	/** `false` where a side has too few texts to say anything. */
	isEnough: boolean;
	terms: readonly ChangedTerm[];
}>;

export type ReleaseWordsReader = Readonly<{
	/** As the texts are now, or were at most a minute ago; `null` when the product has no such version. */
	around: (product: Product, version: string) => Promise<ReleaseWords | null>;
	stop: () => void;
}>;

type Options = Readonly<{ clickhouse: ClickHouseClient; database: Database; changes: Changes; now: () => number }>;

const WINDOW_MS = 28 * 86_400_000;
/** A share of so many is known to one point; twice as many would take twice the seconds. */
const MOST_TEXTS = 10_000;
/** Words move slowly, and looking at all of them takes seconds. */
const FRESH_MS = 60_000;
const MOST_KEPT = 50;
/** So long others wait for a turn. */
const STEP_MS = 10;

/** Runs to the end, and lets others go first again and again. */
async function inTurns(steps: Generator<undefined, WordChanges>): Promise<WordChanges> {
	let begun = performance.now();
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		if (performance.now() - begun < STEP_MS) continue;
		await nextTurn();
		begun = performance.now();
	}
}

type Kept = Readonly<{ released: string; rows: number; atMs: number; words: Promise<ReleaseWords> }>;

/** Finds the words around releases when asked, one release at a time, and remembers what it found. */
export function createReleaseWords({ clickhouse, database, changes, now }: Options): ReleaseWordsReader {
	const kept = new Map<string, Kept>();
	/** How often rows of each product changed. */
	const rows = new Map<number, number>();
	const unsubscribe = changes.subscribe(({ product }) => rows.set(product, (rows.get(product) ?? 0) + 1));
	/** Ends when the words that were asked for last are found: the memory for one is all that is taken. */
	let last: Promise<unknown> = Promise.resolve();

	async function find(product: Product, release: Release, nowMs: number): Promise<ReleaseWords> {
		const releaseMs = Date.parse(release.at);
		const ranges = {
			before: { fromMs: releaseMs - WINDOW_MS, toMs: releaseMs },
			after: { fromMs: releaseMs, toMs: Math.max(releaseMs, Math.min(nowMs, releaseMs + WINDOW_MS)) }
		};
		const read = (range: typeof ranges.before) =>
			readSaidTexts(clickhouse, { product: product.number, range, most: MOST_TEXTS });
		const before = await read(ranges.before);
		const after = await read(ranges.after);
		const found = await inTurns(
			wordChanges([
				...before.answers.map((answer) => ({ ...answer, side: 'before' as const })),
				...after.answers.map((answer) => ({ ...answer, side: 'after' as const }))
			])
		);
		return {
			release,
			before: { ...ranges.before, texts: before.total, n: found.before },
			after: { ...ranges.after, texts: after.total, n: found.after },
			copies: found.copies,
			isEnough: Math.min(found.before, found.after) >= LEAST_TEXTS,
			terms: found.terms
		};
	}

	return {
		around: async (product, version) => {
			const release = await readRelease(database, product.number, version);
			if (!release) return null;
			const key = `${product.number} ${version}`;
			const nowMs = now();
			const known = kept.get(key);
			const rowsNow = rows.get(product.number) ?? 0;
			const isSame = known?.rows === rowsNow;
			if (known?.released === release.at && (isSame || nowMs - known.atMs < FRESH_MS)) return known.words;
			const words = last.then(() => find(product, release, nowMs));
			last = words.catch(() => {});
			kept.delete(key);
			kept.set(key, { released: release.at, rows: rowsNow, atMs: nowMs, words });
			const [oldest] = kept.keys();
			if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
			// What failed is asked again.
			words.catch(() => kept.delete(key));
			return words;
		},
		stop: unsubscribe
	};
}
