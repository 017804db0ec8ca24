import type { Interval } from './interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

export type Share = Readonly<{ hits: number; total: number }>;

/**
 * How far the share of `after` lies above that of `before`, in [-1, 1], with Newcombe's hybrid score interval: the two
 * Wilson intervals' near and far sides put together.
 * @returns `null` when either total is 0
 * @see Newcombe (1998), Statistics in Medicine 17:873-890, method 10
 */
export function shareDifference(before: Share, after: Share): Interval | null {
	const first = wilsonInterval(before.hits, before.total);
	const second = wilsonInterval(after.hits, after.total);
	if (!first || !second) return null;
	const estimate = second.estimate - first.estimate;
	return {
		estimate,
		low: Math.max(-1, estimate - Math.hypot(second.estimate - second.low, first.high - first.estimate)),
		high: Math.min(1, estimate + Math.hypot(second.high - second.estimate, first.estimate - first.low))
	};
}
