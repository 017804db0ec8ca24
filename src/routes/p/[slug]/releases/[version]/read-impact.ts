import type { ImpactDetail } from '#lib/charts/impact/impact-detail.ts';
import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import type { Product } from '#lib/domain/product.ts';
import { bindingPromise, listedPromises } from '#lib/domain/promise.ts';
import type { Parts } from '#lib/server/compose.ts';
import { readPromises } from '#lib/server/metadata/promises.ts';
import { detailOfJudged } from '../facts-of-judged.ts';
import { factsOfImpact } from '../facts-of-impact.ts';
import { orderedFacts } from './shown-metric.ts';

/** Every metric of a release, and what is drawn of the one that is shown. */
export type Impact = Readonly<{
	facts: readonly VerdictFacts[];
	/** The metric shown; `null` when none was judged. */
	metric: string | null;
	detail: ImpactDetail | null;
}>;

/** `metric`: the one that was asked for; without it, or when it was not judged, the one that matters most. */
export async function readImpact(
	parts: Pick<Parts, 'verdicts' | 'database'>,
	product: Product,
	{ version, metric }: { version: string; metric: string | null }
): Promise<Impact> {
	const impact = await parts.verdicts.impact(product, version);
	if (!impact) return { facts: [], metric: null, detail: null };
	const facts = factsOfImpact(impact);
	const promises = await readPromises(parts.database, product.number, version);
	const promise = bindingPromise(listedPromises(promises, impact.release.at));
	const metrics = impact.judged.map((one) => one.metric);
	const ordered = orderedFacts(facts, { metrics, promise, nowMs: Date.now() });
	const shown = ordered.find((one) => one.metric.name === metric) ?? ordered[0];
	const judged = impact.judged.find((one) => one.metric.name === shown?.metric.name);
	const detail = judged ? detailOfJudged(judged, await parts.verdicts.charts(product, version, judged)) : null;
	return { facts, metric: shown?.metric.name ?? null, detail };
}
