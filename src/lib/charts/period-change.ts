import type { Metric } from '#lib/domain/metric.ts';
import type { Bucket } from '#lib/domain/question.ts';
import { countRatio } from '#lib/stats/count-ratio.ts';
import { shareDifference } from '#lib/stats/share-difference.ts';
import type { Difference } from './metric-format.ts';

type Estimate = Pick<Bucket, 'n' | 'value' | 'low' | 'high'>;

/** A share's counts, which its value and n say exactly. */
const countsOf = (value: number, n: number) => ({ hits: Math.round(value * n), total: n });

/**
 * Half of a mean's interval. Student's t is the same on both sides; an end that was clipped to the scale is nearer, so
 * the farther one is the true half.
 */
const halfWidth = (value: number, low: number, high: number): number => Math.max(value - low, high - value);

/**
 * From one mean to the other by their own intervals alone: the squares of the half-widths add up, as the variances of
 * independent means do.
 * @see Zou & Donner (2008), Statistics in Medicine 27:1693-1702
 */
function meanChange(before: Estimate, after: Estimate): Difference | null {
	if (before.value === null || before.low === null || before.high === null) return null;
	if (after.value === null || after.low === null || after.high === null) return null;
	const estimate = after.value - before.value;
	const halves = [halfWidth(before.value, before.low, before.high), halfWidth(after.value, after.low, after.high)];
	// Answers that are all alike show no spread; that is no proof that there is none.
	if (halves.some((half) => half === 0)) return null;
	const half = Math.hypot(...halves);
	return { estimate, low: estimate - half, high: estimate + half };
}

function ratioChange(before: number, after: number): Difference | null {
	const ratio = countRatio({ count: before, exposure: 1 }, { count: after, exposure: 1 });
	if (!ratio || ratio.estimate === null || ratio.high === null) return null;
	return { estimate: ratio.estimate, low: ratio.low, high: ratio.high };
}

/**
 * How the metric moved from one period to the next of equal length, with its 95 % interval: in its own unit, as a ratio
 * for volumes.
 * @returns `null` when one of them has nothing to compare, or the metric has no interval
 */
export function periodChange(unit: Metric['unit'], before: Estimate, after: Estimate): Difference | null {
	if (before.value === null || after.value === null) return null;
	if (unit === 'count') return ratioChange(before.value, after.value);
	if (unit === 'share') return shareDifference(countsOf(before.value, before.n), countsOf(after.value, after.n));
	return unit === 'score' || unit === 'points' ? meanChange(before, after) : null;
}

/** Whether no change at all lies within the interval. */
export const couldBeNone = (unit: Metric['unit'], { low, high }: Difference): boolean => {
	const none = unit === 'count' ? 1 : 0;
	return low <= none && none <= high;
};
