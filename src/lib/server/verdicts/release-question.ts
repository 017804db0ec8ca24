import type { MetricWeight, ProductMetric } from '#lib/domain/metric-settings.ts';
import type { Product } from '#lib/domain/product.ts';
import { bindingPromise, listedPromises, type ListedPromise, type ReleasePromise } from '#lib/domain/promise.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { readProductMetrics } from '#lib/server/metadata/product-metrics.ts';
import { readAllPromises } from '#lib/server/metadata/promises.ts';
import { readReleases } from '#lib/server/metadata/releases.ts';
import { readTopics } from '#lib/server/metadata/topics.ts';

/** Everything that verdicts of a product hang on but its rows. */
export type Definitions = Readonly<{
	releases: readonly Release[];
	metrics: readonly ProductMetric[];
	promises: ReadonlyMap<string, readonly ReleasePromise[]>;
	topics: readonly Topic[];
	zone: string;
}>;

/** The same for one release. */
export type ReleaseQuestion = Readonly<{
	release: Release;
	releases: readonly Release[];
	metrics: readonly ProductMetric[];
	/** What the release is held to; `null`: everything is exploratory. */
	promise: ListedPromise | null;
	topics: readonly Topic[];
	zone: string;
}>;

export async function readDefinitions(database: Database, { number, timezone }: Product): Promise<Definitions> {
	const [releases, metrics, promises, topics] = await Promise.all([
		readReleases(database, number),
		readProductMetrics(database, number),
		readAllPromises(database, number),
		readTopics(database, number)
	]);
	return { releases, metrics, promises, topics, zone: timezone };
}

export function questionOf({ promises, ...rest }: Definitions, release: Release): ReleaseQuestion {
	const promise = bindingPromise(listedPromises(promises.get(release.version) ?? [], release.at));
	return { ...rest, release, promise };
}

/** Of the other releases only what they can change: notes are long. */
export const definitionOf = (question: ReleaseQuestion): string =>
	JSON.stringify({ ...question, releases: question.releases.map(({ version, at }) => [version, at]) });

/** How much of the allowed error each kind of metric may use up. */
const WEIGHTS: Readonly<Record<MetricWeight, number>> = { primary: 2, guardrail: 1, other: 0.5 };

/** What a metric is on this release's board: the promise says it where there is one. */
const roleOf = ({ name, weight }: ProductMetric, promise: ListedPromise | null): MetricWeight =>
	promise === null
		? weight
		: promise.outcome === name
			? 'primary'
			: promise.guardrails.includes(name)
				? 'guardrail'
				: 'other';

export const boardWeight = (metric: ProductMetric, promise: ListedPromise | null): number =>
	WEIGHTS[roleOf(metric, promise)];

export const minimumEffectOf = (
	{ name, minimumMeaningfulEffect }: ProductMetric,
	promise: ListedPromise | null
): number => (promise?.outcome === name ? promise.margin : null) ?? minimumMeaningfulEffect;
