import type { Interval } from './interval.ts';
import { sampleVariance, type Moments } from './student-t-interval.ts';
import { studentTQuantile } from './student-t-quantile.ts';

/**
 * How far the mean of `after` lies above that of `before`, with Welch's interval, which does not ask that both spread
 * alike.
 * @returns `null` when either has fewer than two values
 * @see Welch (1947), Biometrika 34:28-35
 */
export function meanDifference(before: Moments, after: Moments): Interval | null {
	if (before.n < 2 || after.n < 2) return null;
	const estimate = after.sum / after.n - before.sum / before.n;
	const errorBefore = sampleVariance(before) / before.n;
	const errorAfter = sampleVariance(after) / after.n;
	const error = errorBefore + errorAfter;
	if (error === 0) return { estimate, low: estimate, high: estimate };
	// Shares of the error, so that no square of a small number can vanish.
	const shareBefore = errorBefore / error;
	const shareAfter = errorAfter / error;
	const df = 1 / (shareBefore ** 2 / (before.n - 1) + shareAfter ** 2 / (after.n - 1));
	// In theory at least the smaller n - 1; rounding may fall below 1.
	const halfWidth = studentTQuantile(Math.max(1, df)) * Math.sqrt(error);
	return { estimate, low: estimate - halfWidth, high: estimate + halfWidth };
}
