import { eq } from 'drizzle-orm';
import { metricSettings } from '#db/metadata/schema.ts';
import type { MetricSettings } from '#lib/domain/metric-settings.ts';
import type { Database } from './connect.ts';

/** What the product says about its metrics, by name; those that it says nothing about are not there. */
export async function readMetricSettings(database: Database, product: number): Promise<Map<string, MetricSettings>> {
	const rows = await database.select().from(metricSettings).where(eq(metricSettings.product, product));
	return new Map(
		rows.map(({ metric, direction, minimumMeaningfulEffect, weight }) => [
			metric,
			{
				...(direction !== null && { direction }),
				...(minimumMeaningfulEffect !== null && { minimumMeaningfulEffect }),
				...(weight !== null && { weight })
			}
		])
	);
}

/** Keeps the settings instead of those before; what they leave out has its default again. */
export async function saveMetricSettings(
	database: Pick<Database, 'insert'>,
	product: number,
	{ metric, settings }: { metric: string; settings: MetricSettings }
): Promise<void> {
	const { direction = null, minimumMeaningfulEffect = null, weight = null } = settings;
	const changes = { direction, minimumMeaningfulEffect, weight };
	await database
		.insert(metricSettings)
		.values({ product, metric, ...changes })
		.onConflictDoUpdate({ target: [metricSettings.product, metricSettings.metric], set: changes });
}
