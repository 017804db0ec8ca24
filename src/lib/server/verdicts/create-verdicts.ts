import { productMetrics } from '#lib/domain/metric-settings.ts';
import type { Product } from '#lib/domain/product.ts';
import { bindingPromise, listedPromises } from '#lib/domain/promise.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { Database, Metadata } from '#lib/server/metadata/connect.ts';
import { readMetricSettings } from '#lib/server/metadata/metric-settings.ts';
import { readPromises } from '#lib/server/metadata/promises.ts';
import { readReleases } from '#lib/server/metadata/releases.ts';
import { readTopics } from '#lib/server/metadata/topics.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { judgeRelease, type JudgedMetric, type ReleaseQuestion } from './judge-release.ts';
import { keepHistory } from './keep-history.ts';
import { createReleaseReader } from './release-reader.ts';
import { verdictOf } from './verdict-of.ts';

/** A release with what is said of it. */
export type ReleaseImpact = Readonly<{
	release: Release;
	verdicts: readonly Verdict[];
	judged: readonly JudgedMetric[];
}>;

export type Verdicts = Readonly<{
	/** What the rows say now, or said at most ten seconds ago; `null` when the product has no such version. */
	impact: (product: Product, version: string) => Promise<ReleaseImpact | null>;
	stop: () => void;
}>;

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	database: Database;
	alone: Metadata['alone'];
	changes: Changes;
	now: () => number;
}>;

/** Rows that come all the time cost no more than one fit in so long. */
const FRESH_MS = 10_000;
/** The clock alone closes buckets. */
const CLOCK_MS = 60_000;
/** A release keeps about two megabytes, from which its page is drawn. */
const MOST_KEPT = 24;

type Kept = Readonly<{
	/** Of everything but the rows: settings, promise, releases. */
	definition: string;
	rows: number;
	atMs: number;
	impact: Promise<ReleaseImpact>;
}>;

/** Of the other releases only what they can change: notes are long. */
const definitionOf = (question: Omit<ReleaseQuestion, 'nowMs'>): string =>
	JSON.stringify({ ...question, releases: question.releases.map(({ version, at }) => [version, at]) });

/** Judges releases when asked, and remembers what it said. */
export function createVerdicts({ clickhouse, database, alone, changes, now }: Options): Verdicts {
	const kept = new Map<string, Kept>();
	/** How often rows of each product changed. */
	const rows = new Map<number, number>();
	const unsubscribe = changes.subscribe(({ product }) => rows.set(product, (rows.get(product) ?? 0) + 1));

	async function questionOf(product: Product, version: string): Promise<Omit<ReleaseQuestion, 'nowMs'> | null> {
		const [releases, settings, promises, topics] = await Promise.all([
			readReleases(database, product.number),
			readMetricSettings(database, product.number),
			readPromises(database, product.number, version),
			readTopics(database, product.number)
		]);
		const release = releases.find((one) => one.version === version);
		if (!release) return null;
		const promise = bindingPromise(listedPromises(promises, release.at));
		return { release, releases, metrics: productMetrics(settings), promise, topics, zone: product.timezone };
	}

	async function judge(product: Product, question: ReleaseQuestion): Promise<ReleaseImpact> {
		const judged = await judgeRelease(createReleaseReader(clickhouse, product.number), question);
		const { release } = question;
		await keepHistory({ clickhouse, alone }, { product: product.number, release }, judged);
		return { release, judged, verdicts: judged.map((one) => verdictOf(one, release.at)) };
	}

	/** Whether what was said still holds, or is too young to be asked again. */
	function holds({ definition, rows: then, atMs }: Kept, wanted: string, product: Product, nowMs: number): boolean {
		if (definition !== wanted) return false;
		const isSame = then === (rows.get(product.number) ?? 0);
		return nowMs - atMs < (isSame ? CLOCK_MS : FRESH_MS);
	}

	return {
		impact: async (product, version) => {
			const question = await questionOf(product, version);
			if (!question) return null;
			const key = `${product.number} ${version}`;
			const definition = definitionOf(question);
			const nowMs = now();
			const known = kept.get(key);
			if (known && holds(known, definition, product, nowMs)) return known.impact;
			const impact = judge(product, { ...question, nowMs });
			kept.delete(key);
			kept.set(key, { definition, rows: rows.get(product.number) ?? 0, atMs: nowMs, impact });
			const [oldest] = kept.keys();
			if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
			// What failed is asked again.
			impact.catch(() => kept.delete(key));
			return impact;
		},
		stop: unsubscribe
	};
}
