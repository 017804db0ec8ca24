import { and, desc, eq } from 'drizzle-orm';
import { dashboards, dashboardVersions } from '#db/metadata/dashboards.ts';
import { promises } from '#db/metadata/schema.ts';
import type { Database } from './connect.ts';

/** Where a metric is needed, so that it cannot go. */
export type MetricUse =
	Readonly<{ kind: 'promise'; version: string }> | Readonly<{ kind: 'panel'; dashboard: string; panel: string }>;

/** Of promises counts what they say last. */
async function inPromises(database: Database, product: number, metric: string): Promise<MetricUse[]> {
	const newest = await database
		.selectDistinctOn([promises.version], {
			version: promises.version,
			outcome: promises.outcome,
			guardrails: promises.guardrails
		})
		.from(promises)
		.where(eq(promises.product, product))
		.orderBy(promises.version, desc(promises.revision));
	return newest
		.filter(({ outcome, guardrails }) => outcome === metric || guardrails.includes(metric))
		.map(({ version }) => ({ kind: 'promise', version }));
}

/** Of dashboards, what they show now. */
async function inPanels(database: Database, product: number, metric: string): Promise<MetricUse[]> {
	const isShown = and(
		eq(dashboardVersions.product, dashboards.product),
		eq(dashboardVersions.slug, dashboards.slug),
		eq(dashboardVersions.revision, dashboards.revision)
	);
	const shown = await database
		.select({ slug: dashboards.slug, panels: dashboardVersions.panels })
		.from(dashboards)
		.innerJoin(dashboardVersions, isShown)
		.where(eq(dashboards.product, product))
		.orderBy(dashboards.slug);
	return shown.flatMap(({ slug, panels }) =>
		panels
			.filter(({ question }) => question?.metric === metric)
			.map(({ id }) => ({ kind: 'panel' as const, dashboard: slug, panel: id }))
	);
}

/** Everything that names the metric now. */
export async function readMetricUses(database: Database, product: number, metric: string): Promise<MetricUse[]> {
	const uses = await Promise.all([inPanels(database, product, metric), inPromises(database, product, metric)]);
	return uses.flat();
}
