import { fieldsOf } from '#lib/domain/metric.ts';
import { MetricDefinition } from '#lib/domain/metric-definition.ts';
import type { Random } from './random.ts';
import { ATTRIBUTES, randomFilter } from './random-question.ts';

export const KINDS = [
	...['count', 'share', 'mean', 'quantile', 'customers', 'per-customer', 'conversion', 'return-rate']
] as const;

/** A definition of the kind, most of them with filters. */
export function randomMetric(kind: string, random: Random): MetricDefinition {
	const over = random.pick(['feedback', 'events'] as const);
	const fields = [...fieldsOf(over), ...ATTRIBUTES];
	const filters = (least: number) =>
		Array.from({ length: random.whole(least, 2) }, () => randomFilter(random.pick(fields), random));
	const measured = over === 'feedback' ? ['score', 'attributes.seats'] : ['value', 'attributes.seats'];
	const rest = {
		...(kind === 'share' && { of: filters(1) }),
		...((kind === 'mean' || kind === 'quantile') && { field: random.pick(measured) }),
		...(kind === 'quantile' && { q: random.pick([0.05, 0.25, 0.5, 0.5, 0.9]) }),
		...(kind === 'conversion' && { then: filters(1), days: random.pick([1, 7, 30]) }),
		...(kind === 'return-rate' && { days: random.pick([2, 7, 30]) })
	};
	return MetricDefinition.parse({ kind, over, where: random.chance(0.3) ? [] : filters(1), ...rest });
}
