import { metricNamed, type MetricName } from '#lib/domain/metric.ts';
import type { Filter } from '#lib/domain/question.ts';
import { lackedField } from './lacked-field.ts';
import { ALL_TIME, viewSearch, type View } from './view.ts';

/** Which answers a metric counts at all; the rest of the range would be no part of its n. */
function looksAt(metric: MetricName): Filter[] {
	const scale = metricNamed(metric)?.scale;
	if (scale) return [{ field: 'scale', op: '=', value: scale }];
	return metric === 'negative_share' ? [{ field: 'score', op: '>=', value: 0 }] : [];
}

/** The address of the answers behind one bucket, filters carried; `null` where not only answers are counted. */
export function answersBehind(
	metric: MetricName,
	{ slug, view }: { slug: string; view: View }
): ((bucket: { startMs: number; endMs: number }) => string) | null {
	if (metricNamed(metric)?.table !== 'feedback' || lackedField(metric, view) !== null) return null;
	const filters = [...view.filters, ...looksAt(metric)];
	return ({ startMs, endMs }) => {
		const range = { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() };
		return `/p/${slug}/feedback${viewSearch({ ...range, bucket: null, filters }, ALL_TIME)}`;
	};
}

/** The address of all answers of a view. */
export const answersOf = ({ slug, view }: { slug: string; view: View }): string =>
	`/p/${slug}/feedback${viewSearch({ ...view, bucket: null, compare: undefined, hidden: undefined }, ALL_TIME)}`;
