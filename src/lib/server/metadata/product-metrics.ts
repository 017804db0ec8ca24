import { productMetrics, type ProductMetric } from '#lib/domain/metric-settings.ts';
import { metricOf } from '#lib/domain/own-metric.ts';
import type { Database } from './connect.ts';
import { readMetricSettings } from './metric-settings.ts';
import { readOwnMetrics } from './own-metrics.ts';

/** The metrics of a product as it looks at them: the built-in ones, then its own by name. */
export async function readProductMetrics(database: Database, product: number): Promise<ProductMetric[]> {
	const [settings, own] = await Promise.all([readMetricSettings(database, product), readOwnMetrics(database, product)]);
	return productMetrics(settings, own.map(metricOf));
}
