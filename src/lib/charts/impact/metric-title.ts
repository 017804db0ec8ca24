import { metricTitle } from '#lib/charts/metric-words.ts';
import { isMetricName, type Metric } from '#lib/domain/metric.ts';

/** A metric's name on the screen; one that is the product's own has a title of its own. */
export const titleOf = ({ name, title }: Pick<Metric, 'name' | 'title'>): string =>
	isMetricName(name) ? metricTitle(name) : title;
