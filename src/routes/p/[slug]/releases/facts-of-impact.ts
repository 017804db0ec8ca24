import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import type { Parts } from '#lib/server/compose.ts';
import { factsOfJudged } from './facts-of-judged.ts';

type Impact = NonNullable<Awaited<ReturnType<Parts['verdicts']['impact']>>>;

/** Every metric of a release as pages say it; those that nobody ever answered are left out. */
export const factsOfImpact = ({ release, judged, verdicts }: Impact): VerdictFacts[] =>
	judged.flatMap((one, index) => {
		const verdict = verdicts[index];
		return verdict && !one.isEmpty ? [factsOfJudged(one, verdict, release)] : [];
	});
