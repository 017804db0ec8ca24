import type { CountedMetric } from '#lib/server/store/metric-spec.ts';
import { rangeOf, type MetricQuestion, type MetricRow } from '#lib/server/store/metric-question.ts';
import type { ReadSums } from './fold-sums.ts';
import { withRows } from './kept-sums.ts';
import { rankedGroups } from './ranked-groups.ts';

type CountedQuestion = MetricQuestion & Readonly<{ metric: CountedMetric }>;

/**
 * The rows of a counted question that is asked in the same turn as others which look at the same rows, as a page asks
 * its panels; `null` for one that comes alone, or has too many sums: a statement of its own is better then.
 */
export function createTogether(read: ReadSums) {
	const turn = new Map<string, { asked: number; over: Promise<void> }>();

	function begin(key: string) {
		const over = new Promise<void>((resolve) => {
			setImmediate(() => {
				turn.delete(key);
				resolve();
			});
		});
		const others = { asked: 0, over };
		turn.set(key, others);
		return others;
	}

	return async (question: CountedQuestion, signal?: AbortSignal): Promise<MetricRow[] | null> => {
		const { product, metric, width, edgesMs, filter, groupBy, groups, topics = [] } = question;
		const range = rangeOf(question);
		const key = JSON.stringify([product, range, filter, topics]);
		const others = turn.get(key) ?? begin(key);
		others.asked++;
		await others.over;
		if (others.asked === 1) return null;
		const shape = { product, width, edgesMs, range, long: true, filter, groupBy, topics };
		const all = await Promise.all(metric.sources.map((source) => read({ ...shape, source }, signal)));
		if (!all.every((rows) => rows !== null)) return null;
		return rankedGroups(
			withRows(new Map(), () => true, all.flat()),
			groups
		);
	};
}
