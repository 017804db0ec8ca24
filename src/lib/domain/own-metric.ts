import { z } from 'zod';
import { isObject } from './is-object.ts';
import { MetricDefinition } from './metric-definition.ts';
import { MetricSettings } from './metric-settings.ts';
import { isMetricName, type Metric } from './metric.ts';
import { storableText } from './storable-text.ts';

/** So many a product may have. */
export const MOST_OWN_METRICS = 200;

/** What a metric of a product's own can be called; a built-in name is refused where it is to be taken. */
export const OwnMetricName = z
	.string('Must be a text.')
	.regex(/^[a-z][a-z0-9_-]{0,63}$/, 'Use 1 to 64 of a-z, 0-9, _ and -, and begin with a letter.')
	.refine((name) => !isMetricName(name), 'A built-in metric has this name.');

const Title = storableText().trim().min(1, 'Must not be empty.').max(100, 'At most 100 characters.');
const UnitName = storableText().trim().min(1, 'Must not be empty.').max(20, 'At most 20 characters.');

/** Whether a definition leaves it to its product what the number is counted in. */
export const hasFreeUnit = (definition: MetricDefinition): boolean =>
	(definition.kind === 'mean' || definition.kind === 'quantile') && definition.field !== 'score';

/** Even where something else is wrong already: every error comes at once. */
function checkUnit(
	{ definition, unit }: { definition?: unknown; unit?: unknown },
	context: Pick<z.RefinementCtx, 'addIssue'>
): void {
	const known = MetricDefinition.safeParse(definition);
	if (known.success && unit !== undefined && !hasFreeUnit(known.data))
		context.addIssue({ code: 'custom', path: ['unit'], message: 'Follows from the definition here.' });
}

/** A metric as its product defines it; without a title it is called by its name. */
export const OwnMetricInput = MetricSettings.extend({
	definition: MetricDefinition,
	title: Title.optional(),
	unit: UnitName.optional()
}).superRefine(checkUnit, { when: isObject });
export type OwnMetricInput = z.infer<typeof OwnMetricInput>;

/** What the number is, beside how it is looked at. */
export type OwnMetric = Readonly<{
	name: string;
	title: string;
	/** `null` where it follows from the definition, or nobody said it. */
	unit: string | null;
	definition: MetricDefinition;
}>;

type Shape = Pick<Metric, 'unit' | 'interval' | 'minimumMeaningfulEffect'>;

const SHARE: Shape = { unit: 'share', interval: 'wilson', minimumMeaningfulEffect: 0.02 };

function shapeOf(definition: MetricDefinition): Shape {
	switch (definition.kind) {
		case 'count':
			return { unit: 'count', interval: 'poisson', minimumMeaningfulEffect: 0.05 };
		case 'share':
		case 'conversion':
		case 'return-rate':
			return SHARE;
		case 'customers':
			return { unit: 'customers', interval: 'none', minimumMeaningfulEffect: 0.05 };
		case 'per-customer':
			return { unit: 'events per customer', interval: 'none', minimumMeaningfulEffect: 0.05 };
		case 'mean':
		case 'quantile': {
			const interval = definition.kind === 'mean' ? 'student-t' : 'order-statistic';
			return hasFreeUnit(definition)
				? { unit: 'number', interval, minimumMeaningfulEffect: 1 }
				: { unit: 'score', interval, minimumMeaningfulEffect: 0.1 };
		}
	}
}

/** As the built-in ones are described, with the defaults of its kind. */
export const metricOf = ({ name, title, unit, definition }: OwnMetric): Metric => ({
	...{ name, title, direction: 'neither', table: definition.over, definition },
	...shapeOf(definition),
	...(unit !== null && { unitName: unit })
});
