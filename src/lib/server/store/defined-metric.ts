import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import type { Filter } from '#lib/domain/question.ts';
import { isScale, SCALE_NAMES, SCALES } from '#lib/domain/scale.ts';
import { count, customersOf, mean, meanOfNumbers, perCustomer, quantile, share } from './estimates.ts';
import type { CountedSource, MetricSpec } from './metric-spec.ts';

export const DAY_MS = 86_400_000;

/** What a score can be where `where` lets only some scales through. */
function scoreRange(where: readonly Filter[]): { min: number; max: number } {
	const named = where.find(({ field, op }) => field === 'scale' && (op === '=' || op === 'in'));
	const values: readonly unknown[] = named ? [named.value].flat() : SCALE_NAMES;
	const scales = values.map(String).filter(isScale);
	const known = scales.length > 0 ? scales : SCALE_NAMES;
	return {
		min: Math.min(...known.map((scale) => SCALES[scale].min)),
		max: Math.max(...known.map((scale) => SCALES[scale].max))
	};
}

/** How a metric of a product's own is read; its `where` narrows the rows like the filters of a question. */
export function definedMetric(definition: MetricDefinition): MetricSpec {
	const { over: table, where } = definition;
	const source: CountedSource = { table, rows: '1', n: 1, worth: '0' };
	switch (definition.kind) {
		case 'count':
			return { kind: 'counted', sources: [source], estimate: count };
		case 'share':
			return { kind: 'counted', sources: [{ ...source, worth: definition.of }], estimate: share };
		case 'mean': {
			const { field } = definition;
			if (field !== 'score') return { kind: 'values', table, field, q: null, estimate: meanOfNumbers };
			const { min, max } = scoreRange(where);
			const scored = { ...source, rows: `scale != 'none'`, worth: 'score' };
			return { kind: 'counted', sources: [scored], estimate: mean(min, max) };
		}
		case 'quantile': {
			const { field, q } = definition;
			return { kind: 'values', table, field, q, estimate: quantile(q) };
		}
		case 'customers':
			return { kind: 'distinct', tables: [table], nOf: 'rows', estimate: customersOf };
		case 'per-customer':
			return { kind: 'distinct', tables: [table], nOf: 'customers', estimate: perCustomer };
		case 'conversion': {
			const { then, days } = definition;
			// Later, if only by a millisecond: what was done at once came of something else.
			return { kind: 'ahead', table, then, gapMs: 1, withinMs: days * DAY_MS, estimate: share };
		}
		case 'return-rate':
			return {
				...{ kind: 'ahead', table, then: where, gapMs: DAY_MS },
				...{ withinMs: definition.days * DAY_MS, estimate: share }
			};
	}
}
