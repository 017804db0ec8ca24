import type { MetricDefinition } from './metric-definition.ts';

/** Which rows a metric looks at. */
export type MetricTable = 'feedback' | 'events' | 'both';

export type Metric = Readonly<{
	name: string;
	title: string;
	/** What `value` counts in: a share is 0…1, points are −100…100. */
	unit: 'count' | 'share' | 'points' | 'score' | 'customers' | 'events per customer' | 'number';
	/** What a `number` is counted in, where its product says so: `ms`, `€`. */
	unitName?: string;
	direction: 'higher' | 'lower' | 'neither';
	/** In the metric's own unit; volumes as a ratio. */
	minimumMeaningfulEffect: number;
	/** How the 95 % interval is made. */
	interval: 'poisson' | 'wilson' | 'student-t' | 'order-statistic' | 'none';
	table: MetricTable;
	/** The scale whose scores alone are read, where there is one. */
	scale?: 'nps' | 'csat' | 'ces' | 'stars' | 'thumbs';
	/** What it is, where a product made it; none for a built-in one. */
	definition?: MetricDefinition;
}>;

/** The built-in metrics, in the order in which lists show them. */
export const METRICS = [
	{
		name: 'feedback_volume',
		title: 'Feedback',
		unit: 'count',
		direction: 'neither',
		minimumMeaningfulEffect: 0.05,
		interval: 'poisson',
		table: 'feedback'
	},
	{
		name: 'stars',
		title: 'Stars',
		unit: 'score',
		direction: 'higher',
		minimumMeaningfulEffect: 0.1,
		interval: 'student-t',
		table: 'feedback',
		scale: 'stars'
	},
	{
		name: 'nps',
		title: 'NPS',
		unit: 'points',
		direction: 'higher',
		minimumMeaningfulEffect: 3,
		interval: 'student-t',
		table: 'feedback',
		scale: 'nps'
	},
	{
		name: 'csat',
		title: 'CSAT',
		unit: 'share',
		direction: 'higher',
		minimumMeaningfulEffect: 0.02,
		interval: 'wilson',
		table: 'feedback',
		scale: 'csat'
	},
	{
		name: 'ces',
		title: 'CES',
		unit: 'score',
		direction: 'higher',
		minimumMeaningfulEffect: 0.2,
		interval: 'student-t',
		table: 'feedback',
		scale: 'ces'
	},
	{
		name: 'thumbs_up',
		title: 'Thumbs up',
		unit: 'share',
		direction: 'higher',
		minimumMeaningfulEffect: 0.02,
		interval: 'wilson',
		table: 'feedback',
		scale: 'thumbs'
	},
	{
		name: 'negative_share',
		title: 'Negative share',
		unit: 'share',
		direction: 'lower',
		minimumMeaningfulEffect: 0.02,
		interval: 'wilson',
		table: 'feedback'
	},
	{
		name: 'negative_volume',
		title: 'Low scores',
		unit: 'count',
		direction: 'lower',
		minimumMeaningfulEffect: 0.05,
		interval: 'poisson',
		table: 'feedback'
	},
	{
		name: 'positive_volume',
		title: 'High scores',
		unit: 'count',
		direction: 'higher',
		minimumMeaningfulEffect: 0.05,
		interval: 'poisson',
		table: 'feedback'
	},
	{
		name: 'event_volume',
		title: 'Events',
		unit: 'count',
		direction: 'neither',
		minimumMeaningfulEffect: 0.05,
		interval: 'poisson',
		table: 'events'
	},
	{
		name: 'active_customers',
		title: 'Active customers',
		unit: 'customers',
		direction: 'higher',
		minimumMeaningfulEffect: 0.05,
		interval: 'none',
		table: 'both'
	},
	{
		name: 'events_per_customer',
		title: 'Events per customer',
		unit: 'events per customer',
		direction: 'higher',
		minimumMeaningfulEffect: 0.05,
		interval: 'none',
		table: 'events'
	},
	{
		name: 'response_rate',
		title: 'Response rate',
		unit: 'share',
		direction: 'higher',
		minimumMeaningfulEffect: 0.02,
		interval: 'wilson',
		table: 'both'
	}
] as const satisfies readonly Metric[];

export type MetricName = (typeof METRICS)[number]['name'];

export const metricNamed = (name: string): Metric | null => METRICS.find((metric) => metric.name === name) ?? null;

export const isMetricName = (name: string): name is MetricName => metricNamed(name) !== null;

const FIELDS = {
	feedback: ['channel', 'version', 'lang', 'scale', 'score', 'customer', 'text', 'topic'],
	events: ['name', 'value', 'version', 'customer'],
	both: ['version', 'customer']
} as const;

/** The fields by which a metric may be filtered and grouped, besides `attributes.NAME`. */
export const fieldsOf = (table: MetricTable): readonly string[] => FIELDS[table];
