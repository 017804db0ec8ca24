import { z } from 'zod';
import { METRICS, type Metric } from './metric.ts';

export const DIRECTIONS = ['higher', 'lower', 'neither'] as const;

/** How much a metric counts on a release's board of many. */
export const METRIC_WEIGHTS = ['primary', 'guardrail', 'other'] as const;
export type MetricWeight = (typeof METRIC_WEIGHTS)[number];

/** What a product says about a metric; what is left out has its default. */
export const MetricSettings = z.strictObject({
	direction: z.enum(DIRECTIONS, `Must be one of ${DIRECTIONS.join(', ')}.`).optional(),
	minimumMeaningfulEffect: z.number('Must be a number.').positive('Must be above 0.').optional(),
	weight: z.enum(METRIC_WEIGHTS, `Must be one of ${METRIC_WEIGHTS.join(', ')}.`).optional()
});
export type MetricSettings = z.infer<typeof MetricSettings>;

/** Larger than any difference that the metric can have; volumes as a ratio. */
const MOST_EFFECT: Readonly<Record<Metric['unit'], number>> = {
	count: 10,
	share: 1,
	points: 200,
	score: 6,
	customers: 10,
	'events per customer': 10,
	number: Number.MAX_VALUE
};

/** What is wrong with an effect that no change of the metric could reach; `null` when nothing is. */
export function effectProblem({ name, unit }: Metric, effect: number | undefined): string | null {
	const most = MOST_EFFECT[unit];
	return effect === undefined || effect <= most ? null : `At most ${most} for ${name}.`;
}

/** A metric as one product looks at it. */
export type ProductMetric = Metric & Readonly<{ weight: MetricWeight }>;

/** The built-in metrics, then the product's own, with what the product says about them, in the order in which lists show them. */
export const productMetrics = (
	settings: ReadonlyMap<string, MetricSettings>,
	own: readonly Metric[] = []
): ProductMetric[] =>
	[...METRICS, ...own].map((metric: Metric) => {
		const said = settings.get(metric.name);
		return {
			...metric,
			direction: said?.direction ?? metric.direction,
			minimumMeaningfulEffect: said?.minimumMeaningfulEffect ?? metric.minimumMeaningfulEffect,
			weight: said?.weight ?? 'other'
		};
	});
