import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import { METHOD } from '#lib/stats/impact/method.ts';
import type { Reason } from '#lib/stats/impact/reason.ts';
import { HOUR_MS } from './analysis-axis.ts';
import type { JudgedMetric } from './judge-release.ts';
import { reasonWords } from './reason-words.ts';

/** JSON has no infinity. */
const MOST_EVIDENCE = 1e300;

const evidenceOf = (log: number): number => Math.min(MOST_EVIDENCE, Math.exp(log));

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

const NOTHING = { n: 0, value: null };

/** What is said of a metric that the method did not look at. */
function unjudged({ metric, isEmpty }: JudgedMetric): Verdict {
	const reason: Reason = isEmpty
		? { code: 'TOO_FEW', values: { hours: 0, buckets: 0, answers: 0 } }
		: { code: 'NO_METHOD', values: {} };
	return {
		metric: metric.name,
		path: 'before-after',
		verdict: isEmpty ? 'too-early' : 'not-identifiable',
		reasons: [reasonWords(reason)],
		...{ effect: null, low: null, high: null, unit: metric.unit, evidence: 1, threshold: 1 / METHOD.alpha },
		minimumMeaningfulEffect: metric.minimumMeaningfulEffect,
		...{ minimumDetectableEffect: null, decidableAt: null, firstEstablishedAt: null },
		...{ before: NOTHING, after: NOTHING, method: METHOD.version }
	};
}

/** A metric's verdict as it leaves the API. */
export function verdictOf(one: JudgedMetric, releasedAt: string): Verdict {
	if (one.judged === null) return unjudged(one);
	const { outcome, axis } = one.judged;
	const timeOf = (buckets: number | null): string | null =>
		buckets === null ? null : toRfc3339(Date.parse(releasedAt) + buckets * axis.widthHours * HOUR_MS);
	const side = ({ n, value }: { n: number; value: number | null }) => ({ n, value: finite(value) });
	return {
		metric: one.metric.name,
		path: outcome.path,
		verdict: outcome.verdict,
		reasons: outcome.reasons.map(reasonWords),
		effect: finite(outcome.effect),
		low: finite(outcome.low),
		high: finite(outcome.high),
		unit: one.metric.unit,
		evidence: evidenceOf(outcome.logEvidence),
		threshold: outcome.established?.threshold ?? outcome.threshold,
		minimumMeaningfulEffect: outcome.minimumEffect,
		minimumDetectableEffect: finite(outcome.minimumDetectableEffect),
		decidableAt: timeOf(outcome.decidableAt),
		firstEstablishedAt: timeOf(outcome.established?.bucket ?? null),
		before: side(outcome.before),
		after: side(outcome.after),
		method: outcome.method
	};
}
