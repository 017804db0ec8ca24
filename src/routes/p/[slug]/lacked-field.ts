import { fieldsOf, metricNamed, type MetricName } from '#lib/domain/metric.ts';
import type { Filter } from '#lib/domain/question.ts';

/** The filter's field that a metric's rows lack; `null` when all can be followed. Any row may have any attribute. */
export function lackedField(metric: MetricName, { filters }: { filters: readonly Filter[] }): string | null {
	const known = metricNamed(metric);
	const fields = known ? fieldsOf(known.table) : [];
	return filters.find(({ field }) => !field.startsWith('attributes.') && !fields.includes(field))?.field ?? null;
}
