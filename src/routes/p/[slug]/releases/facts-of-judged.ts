import type { ImpactDetail } from '#lib/charts/impact/impact-detail.ts';
import type { VerdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import { verdictFacts } from '#lib/charts/impact/verdict-facts.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import type { ImpactCharts } from '#lib/stats/impact/verdict.ts';
import type { JudgedMetric } from '#lib/server/verdicts/judge-release.ts';

/** A judged metric as the page says it: the verdict, with the numbers that the API leaves out. */
export function factsOfJudged({ metric, judged }: JudgedMetric, verdict: Verdict, release: Release): VerdictFacts {
	const facts = { ...verdictFacts(verdict, { release, metric }), saidMs: Date.now() };
	if (!judged) return facts;
	const { outcome } = judged;
	return {
		...facts,
		reasons: outcome.reasons.map((reason, index) => ({ message: verdict.reasons[index]?.message ?? '', ...reason })),
		detectableEffect: outcome.finalDetectableEffect ?? facts.detectableEffect,
		fading: outcome.fading,
		signalOf: outcome.signal
			? (outcome.reasons.find(({ code }) => code === 'NOT_CONFIRMED')?.values.cells ?? null)
			: null
	};
}

/** The chart shows four weeks before the release at most. */
const SHOWN_BEFORE_MS = 28 * 86_400_000;

/** What is drawn of a judged metric; `null` where there is nothing to draw. */
export function detailOfJudged({ judged }: JudgedMetric, charts: ImpactCharts | null): ImpactDetail | null {
	if (!judged || !charts) return null;
	const { axis } = judged;
	const shownBefore = Math.ceil(SHOWN_BEFORE_MS / axis.widthMs);
	return {
		axis: {
			startMs: axis.range.fromMs,
			releaseMs: axis.range.fromMs + axis.releaseAt * axis.widthMs,
			widthMs: axis.widthMs
		},
		outcome: judged.outcome,
		charts: {
			...charts,
			// What lies before the picture is never seen.
			counterfactual: charts.counterfactual.filter(({ bucket }) => bucket >= axis.releaseAt - shownBefore)
		}
	};
}
