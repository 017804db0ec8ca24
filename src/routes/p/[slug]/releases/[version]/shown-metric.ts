import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { ListedPromise } from '#lib/domain/promise.ts';
import { cellAttention } from '../board-rows.ts';

const hasMethod = ({ reasons }: VerdictFacts): boolean => !reasons.some(({ code }) => code === 'NO_METHOD');

type Known = Readonly<{ metrics: readonly ProductMetric[]; promise: ListedPromise | null; nowMs: number }>;

/** Metrics that were judged: what was promised first, then what calls most for a person. */
export function orderedFacts(all: readonly VerdictFacts[], { metrics, promise, nowMs }: Known): VerdictFacts[] {
	const weights = new Map(metrics.map(({ name, weight }) => [name, weight]));
	const rank = (facts: VerdictFacts): number => {
		const { name } = facts.metric;
		if (name === promise?.outcome) return 1000;
		const guardrail = promise?.guardrails.includes(name) ? 100 : 0;
		return guardrail + cellAttention(facts, weights.get(name) ?? 'other', nowMs);
	};
	return all.filter(hasMethod).sort((one, other) => rank(other) - rank(one));
}

const SCORES = ['nps', 'csat', 'ces', 'stars', 'thumbs_up', 'negative_share'];
const VOLUMES = ['feedback_volume', 'negative_volume', 'positive_volume'];

/** All, low and high answers, beside a score; none beside anything else. */
export function volumesBeside(shown: VerdictFacts, all: readonly VerdictFacts[]): VerdictFacts[] {
	if (!SCORES.includes(shown.metric.name)) return [];
	return VOLUMES.flatMap((name) => all.find(({ metric }) => metric.name === name) ?? []);
}
