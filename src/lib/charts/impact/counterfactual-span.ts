import type { CounterfactualPoint } from '#lib/stats/impact/verdict.ts';
import { bucketStart, type ImpactDetail } from './impact-detail.ts';

/** A bucket of the counterfactual chart with its place in time. */
export type SeenBucket = CounterfactualPoint & Readonly<{ startMs: number; endMs: number }>;

const DAY_MS = 86_400_000;
const LEAST_BEFORE_MS = 14 * DAY_MS;
const MOST_BEFORE_MS = 28 * DAY_MS;

/** As much from before the release as since it, two to four weeks, so that the eye has something to compare with. */
export function counterfactualSpan({ axis, charts }: Pick<ImpactDetail, 'axis' | 'charts'>): {
	buckets: SeenBucket[];
	fromMs: number;
	toMs: number;
} {
	const all = charts.counterfactual.map((point) => {
		const startMs = bucketStart(axis, point.bucket);
		return { ...point, startMs, endMs: startMs + axis.widthMs };
	});
	const toMs = all.at(-1)?.endMs ?? axis.releaseMs + axis.widthMs;
	const beforeMs = Math.min(MOST_BEFORE_MS, Math.max(LEAST_BEFORE_MS, toMs - axis.releaseMs));
	const buckets = all.filter(({ startMs }) => startMs >= axis.releaseMs - beforeMs);
	return { buckets, fromMs: buckets[0]?.startMs ?? axis.releaseMs - axis.widthMs, toMs };
}
