import { isMetricName } from '#lib/domain/metric.ts';
import type { Filter, Question } from '#lib/domain/question.ts';
import { definedMetric } from '#lib/server/store/defined-metric.ts';
import { metricSpec } from '#lib/server/store/metric-specs.ts';
import type { MetricSpec } from '#lib/server/store/metric-spec.ts';

/** The metric a question is about, and the rows it looks at: those that the metric's own filters and the question's let through. */
export function askedMetric({ metric: name, definition, filter }: Question): {
	metric: MetricSpec;
	filter: readonly Filter[];
} {
	if (definition) return { metric: definedMetric(definition), filter: [...definition.where, ...filter] };
	if (!isMetricName(name)) throw new RangeError(`no metric ${name}`);
	return { metric: metricSpec(name), filter };
}
