import type { Metric } from '#lib/domain/metric.ts';
import type { Verdict, VerdictName, VerdictReason, VerdictSide } from '#lib/domain/verdict.ts';

/** What the words and marks of one release × metric are made of; times are instants. */
export type VerdictFacts = Readonly<{
	version: string;
	metric: Pick<Metric, 'name' | 'title' | 'unit' | 'direction'>;
	verdict: VerdictName;
	reasons: readonly VerdictReason[];
	/** In the metric's unit, volumes as ratio − 1; `null` while nothing can be estimated. */
	effect: number | null;
	low: number | null;
	high: number | null;
	evidence: number;
	threshold: number;
	/** Smallest effect that matters. */
	minimumEffect: number;
	/** Smallest effect that would be seen by the end of the window. */
	detectableEffect: number | null;
	decidableMs: number | null;
	establishedMs: number | null;
	/** When the release's window closes. */
	untilMs: number;
	/** When it was said, where the server told. */
	saidMs?: number;
	before: VerdictSide;
	after: VerdictSide;
	/** Established once, but the interval holds 0 again. */
	fading: boolean;
	/** How many cells share the board when evidence is past 20 and the board asks for more; else `null`. */
	signalOf: number | null;
}>;

/** What a person reads from an established verdict: judged with a direction, only told without one. */
export type Judgement = 'improved' | 'regressed' | 'increased' | 'decreased';

/** `null` while nothing is established. More answers are neither good nor bad unless the product says so. */
export function judgementOf({
	verdict,
	effect,
	metric
}: Pick<VerdictFacts, 'verdict' | 'effect' | 'metric'>): Judgement | null {
	if (verdict !== 'improved' && verdict !== 'regressed') return null;
	if (metric.direction !== 'neither') return verdict;
	return (effect ?? 0) < 0 ? 'decreased' : 'increased';
}

const WINDOW_MS = 28 * 86_400_000;

/** When the release reached its customers. */
export const releasedMs = ({ untilMs }: Pick<VerdictFacts, 'untilMs'>): number => untilMs - WINDOW_MS;

const ms = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** Once established, and the interval holds none again. */
const isFading = ({ firstEstablishedAt, low, high }: Verdict): boolean =>
	firstEstablishedAt !== null && (low === null || high === null || (low <= 0 && high >= 0));

/** A verdict as the server sends it, with the release and the metric that it is about. */
export const verdictFacts = (
	verdict: Verdict,
	{ release, metric }: { release: Readonly<{ version: string; at: string }>; metric: VerdictFacts['metric'] }
): VerdictFacts => ({
	version: release.version,
	metric,
	verdict: verdict.verdict,
	reasons: verdict.reasons,
	effect: verdict.effect,
	low: verdict.low,
	high: verdict.high,
	evidence: verdict.evidence,
	threshold: verdict.threshold,
	minimumEffect: verdict.minimumMeaningfulEffect,
	detectableEffect: verdict.minimumDetectableEffect,
	decidableMs: ms(verdict.decidableAt),
	establishedMs: ms(verdict.firstEstablishedAt),
	untilMs: Date.parse(release.at) + WINDOW_MS,
	before: verdict.before,
	after: verdict.after,
	fading: isFading(verdict),
	signalOf: null
});
