import type { Product } from '#lib/domain/product.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ReleaseVerdict } from '#lib/domain/verdict.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { Database, Metadata } from '#lib/server/metadata/connect.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import type { ImpactCharts } from '#lib/stats/impact/verdict.ts';
import type { Fitter } from './create-fitter.ts';
import type { JudgedMetric } from './judge-release.ts';
import { createHistory } from './keep-history.ts';
import { createProductBoard, type ProductBoard, type ReleaseImpact, watchedVersions } from './product-board.ts';
import { definitionOf, questionOf, readDefinitions, type Definitions } from './release-question.ts';
import { storedVerdicts } from './stored-verdicts.ts';

export type { ReleaseImpact } from './product-board.ts';

export type Verdicts = Readonly<{
	/** What the rows say now, or said at most ten seconds ago; `null` when the product has no such version. */
	impact: (product: Product, version: string) => Promise<ReleaseImpact | null>;
	/** What the page of a release draws of one of its metrics; `null` where there is nothing to draw. */
	charts: (product: Product, version: string, metric: JudgedMetric) => Promise<ImpactCharts | null>;
	/**
	 * What is said now of every release whose window is open, and of those that were asked about and got late rows; those
	 * that changed are to be told.
	 */
	watched: (product: Product) => Promise<readonly ReleaseImpact[]>;
	/** What was said last of every release, without looking again. */
	known: (product: Product) => Promise<ReleaseVerdict[]>;
	/** Grows whenever there may be something new to say of the product. */
	changes: (product: number) => number;
	/** Whether rows came late, and a fit for them is due within ten seconds. */
	waits: (product: number) => boolean;
	stop: () => void;
}>;

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	database: Database;
	alone: Metadata['alone'];
	changes: Changes;
	/** Outlives the verdicts. */
	fitter: Fitter;
	now: () => number;
	/** Milliseconds that never go back. */
	monotonic?: () => number;
}>;

/** Who asks again and again is told the same for so long, though rows come all the time. */
const FRESH_MS = 10_000;
/** The clock alone closes buckets. */
const CLOCK_MS = 60_000;
/** What was said of so many releases is remembered. */
const MOST_KEPT = 500;
/** Somebody may still look at a release that was asked about so long ago. */
const ASKED_MS = 3_600_000;

const keyOf = ({ number }: Product, version: string): string => `${number} ${version}`;

type Kept = Readonly<{ definition: string; changes: number; atMs: number; impact: Promise<ReleaseImpact | null> }>;

/** Judges releases, and remembers what it said. */
export function createVerdicts(options: Options): Verdicts {
	const { clickhouse, database, alone, changes, fitter, now, monotonic = () => performance.now() } = options;
	const keepHistory = createHistory({ clickhouse, alone });
	const kept = new Map<string, Kept>();
	/** When a release was asked about last, by product and version. */
	const asked = new Map<string, number>();
	const boards = new Map<number, ProductBoard>();
	const boardOf = (product: number): ProductBoard => {
		const board = boards.get(product) ?? createProductBoard({ clickhouse, fitter, now, monotonic }, product);
		boards.set(product, board);
		return board;
	};
	const unsubscribe = changes.subscribe((change) => boardOf(change.product).changed(change));

	async function look(
		product: Product,
		definitions: Definitions,
		{ versions, isAwaited }: { versions: readonly string[]; isAwaited: boolean }
	) {
		const impacts = await boardOf(product.number).look(definitions, versions, isAwaited);
		for (const { release, judged } of impacts) await keepHistory(product.number, release, judged);
		return impacts;
	}

	function keep(product: Product, definitions: Definitions, version: string, impact: Kept['impact']): void {
		const release = definitions.releases.find((one) => one.version === version);
		if (!release) return;
		const key = keyOf(product, version);
		kept.delete(key);
		const definition = definitionOf(questionOf(definitions, release));
		kept.set(key, { definition, changes: boardOf(product.number).changes(), atMs: now(), impact });
		const [oldest] = kept.keys();
		if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
		// What failed is asked again.
		impact.catch(() => kept.delete(key));
	}

	/** Whether what was said of it still holds, or is not to be asked again so soon. */
	function isFresh(product: Product, release: Release, known: Kept): boolean {
		const board = boardOf(product.number);
		const ageMs = now() - known.atMs;
		const isSame = known.changes === board.changes();
		return ageMs < (isSame ? CLOCK_MS : FRESH_MS) || board.isSettled(release, known.changes);
	}

	/** Whether somebody may look at a release whose window is over, and rows came for it late. */
	function hasMoved(product: Product, release: Release): boolean {
		const key = keyOf(product, release.version);
		const [askedMs, known] = [asked.get(key), kept.get(key)];
		return (
			askedMs !== undefined && known !== undefined && now() - askedMs < ASKED_MS && !isFresh(product, release, known)
		);
	}

	return {
		impact: async (product, version) => {
			const definitions = await readDefinitions(database, product);
			const release = definitions.releases.find((one) => one.version === version);
			if (!release) return null;
			const key = keyOf(product, version);
			asked.delete(key);
			asked.set(key, now());
			const [oldest] = asked.keys();
			if (asked.size > MOST_KEPT && oldest !== undefined) asked.delete(oldest);
			const known = kept.get(key);
			if (known?.definition === definitionOf(questionOf(definitions, release)) && isFresh(product, release, known))
				return known.impact;
			const impact = look(product, definitions, { versions: [version], isAwaited: true }).then(([one]) => one ?? null);
			keep(product, definitions, version, impact);
			return impact;
		},
		charts: async (product, version, { metric, judged }) => {
			if (!judged) return null;
			const board = boardOf(product.number);
			const { name } = metric;
			const drawn = await board.charts(version, name, judged.place);
			if (drawn) return drawn;
			// It was let go of meanwhile.
			await board.look(await readDefinitions(database, product), [version], true);
			return board.charts(version, name, judged.place);
		},
		watched: async (product) => {
			const definitions = await readDefinitions(database, product);
			const open = watchedVersions(definitions.releases, now());
			const over = definitions.releases.filter(
				(release) => !open.includes(release.version) && hasMoved(product, release)
			);
			const versions = [...open, ...over.map(({ version }) => version)];
			const impacts = await look(product, definitions, { versions, isAwaited: false });
			for (const impact of impacts) keep(product, definitions, impact.release.version, Promise.resolve(impact));
			return impacts;
		},
		known: (product) => storedVerdicts({ clickhouse, database }, product),
		changes: (product) => boardOf(product).changes(),
		waits: (product) => boardOf(product).waits(),
		stop: unsubscribe
	};
}
