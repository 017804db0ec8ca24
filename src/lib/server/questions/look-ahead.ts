import type { Question } from '#lib/domain/question.ts';
import { askedMetric } from './asked-metric.ts';

const HOUR_MS = 3_600_000;

/** How far a question looks beyond its rows: for conversion and return rate. */
export type LookAhead = Readonly<{
	/** So long after a row others can still change what it counts as. */
	aheadMs: number;
	/** Only customers whose time was over by then count: the last full hour. */
	ripeMs: number;
	/** When that moves on. */
	movesAtMs: number;
}>;

/** `null` for a metric that looks at the rows of its range alone. */
export function lookAhead(question: Question, nowMs: number): LookAhead | null {
	const { metric } = askedMetric(question);
	if (metric.kind !== 'ahead') return null;
	const ripeMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
	return { aheadMs: metric.withinMs, ripeMs, movesAtMs: ripeMs + HOUR_MS };
}
