import { verdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ReleaseVerdict } from '#lib/domain/verdict.ts';
import type { JudgedRelease } from './board-verdicts.svelte.ts';

/** What was said last of each release, for the board to show until it is said anew; nothing of releases never looked at. */
export function factsOfStored(
	said: readonly ReleaseVerdict[],
	{ releases, metrics }: { releases: readonly Release[]; metrics: readonly ProductMetric[] }
): JudgedRelease[] {
	const metricOf = new Map<string, ProductMetric>(metrics.map((metric) => [metric.name, metric]));
	return releases.flatMap((release) => {
		const facts = said.flatMap(({ release: version, verdict }) => {
			const metric = version === release.version ? metricOf.get(verdict.metric) : undefined;
			return metric ? [verdictFacts(verdict, { release, metric })] : [];
		});
		return facts.length > 0 ? [{ version: release.version, facts }] : [];
	});
}
