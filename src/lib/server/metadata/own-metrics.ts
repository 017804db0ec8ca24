import { createHash } from 'node:crypto';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { ownMetrics } from '#db/metadata/own-metrics.ts';
import { metricSettings } from '#db/metadata/schema.ts';
import { canonicalJson } from '#lib/domain/canonical-json.ts';
import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import type { MetricSettings } from '#lib/domain/metric-settings.ts';
import { MOST_OWN_METRICS, type OwnMetric } from '#lib/domain/own-metric.ts';
import type { Database } from './connect.ts';
import { saveMetricSettings } from './metric-settings.ts';

/** A metric as it was saved once; revisions are counted from 1 and never change. */
export type OwnMetricRevision = OwnMetric &
	Readonly<{
		revision: number;
		/** SHA-256, lower-case hex, of the RFC 8785 form of the definition. */
		hash: string;
	}>;

const shown = {
	name: ownMetrics.name,
	title: ownMetrics.title,
	unit: ownMetrics.unit,
	definition: ownMetrics.definition,
	revision: ownMetrics.revision,
	hash: ownMetrics.hash
};

const named = (product: number, name: string) => and(eq(ownMetrics.product, product), eq(ownMetrics.name, name));

/** The metrics that the product has now, by name. */
export async function readOwnMetrics(
	database: Pick<Database, 'selectDistinctOn'>,
	product: number
): Promise<OwnMetricRevision[]> {
	const rows = await database
		.selectDistinctOn([ownMetrics.name], { ...shown, retiredAt: ownMetrics.retiredAt })
		.from(ownMetrics)
		.where(eq(ownMetrics.product, product))
		.orderBy(ownMetrics.name, desc(ownMetrics.revision));
	return rows.filter(({ retiredAt }) => retiredAt === null).map(({ retiredAt: _, ...metric }) => metric);
}

/** Everything that ever had the name, newest first, also when none has it any more. */
export const readOwnMetricRevisions = (
	database: Pick<Database, 'select'>,
	product: number,
	name: string
): Promise<OwnMetricRevision[]> =>
	database.select(shown).from(ownMetrics).where(named(product, name)).orderBy(desc(ownMetrics.revision));

export const definitionHash = (definition: MetricDefinition): string =>
	createHash('sha256').update(canonicalJson(definition)).digest('hex');

type Save = Readonly<{ metric: OwnMetric; settings: MetricSettings; by: string; atMs: number }>;

const isSame = (a: OwnMetricRevision, { metric, hash }: { metric: OwnMetric; hash: string }): boolean =>
	a.hash === hash && a.title === metric.title && a.unit === metric.unit;

/** Keeps the metric instead of the one that had its name; one that says the same adds no revision. */
export async function saveOwnMetric(
	database: Database,
	product: number,
	{ metric, settings, by, atMs }: Save
): Promise<'created' | 'changed' | 'too-many' | 'other-table'> {
	return database.transaction(async (transaction) => {
		await transaction.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`own metrics ${product}`}, 0))`);
		const own = await readOwnMetrics(transaction, product);
		const known = own.find(({ name }) => name === metric.name);
		if (!known && own.length >= MOST_OWN_METRICS) return 'too-many';
		if (known && known.definition.over !== metric.definition.over) return 'other-table';
		const hash = definitionHash(metric.definition);
		if (!known || !isSame(known, { metric, hash })) {
			const [newest] = await readOwnMetricRevisions(transaction, product, metric.name);
			const revision = (newest?.revision ?? 0) + 1;
			await transaction
				.insert(ownMetrics)
				.values({ ...metric, product, revision, hash, savedBy: by, savedAt: new Date(atMs) });
		}
		await saveMetricSettings(transaction, product, { metric: metric.name, settings });
		return known ? 'changed' : 'created';
	});
}

/** Whether the product had it; its revisions stay. */
export async function retireOwnMetric(
	database: Database,
	product: number,
	{ name, atMs }: { name: string; atMs: number }
): Promise<boolean> {
	return database.transaction(async (transaction) => {
		const own = await readOwnMetrics(transaction, product);
		const known = own.find((metric) => metric.name === name);
		if (!known) return false;
		const retired = await transaction
			.update(ownMetrics)
			.set({ retiredAt: new Date(atMs) })
			.where(and(named(product, name), eq(ownMetrics.revision, known.revision), isNull(ownMetrics.retiredAt)))
			.returning({ name: ownMetrics.name });
		await transaction
			.delete(metricSettings)
			.where(and(eq(metricSettings.product, product), eq(metricSettings.metric, name)));
		return retired.length === 1;
	});
}
