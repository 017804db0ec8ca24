import { PATHS, VERDICTS, type ReleaseVerdict } from '#lib/domain/verdict.ts';
import { toRfc3339 } from '#lib/domain/instant.ts';
import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { readProductMetrics } from '#lib/server/metadata/product-metrics.ts';
import { readReleases } from '#lib/server/metadata/releases.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readAllLastVerdicts } from '#lib/server/store/verdict-rows.ts';
import { storedReasons } from './keep-history.ts';

const UNKNOWN = { n: 0, value: null };

/**
 * What was said last of every release that was ever looked at, from its history: no numbers behind the reasons and no
 * sides, which a look brings. What was said before a release was moved counts no more.
 */
export async function storedVerdicts(
	{ clickhouse, database }: { clickhouse: ClickHouseClient; database: Database },
	product: Product
): Promise<ReleaseVerdict[]> {
	const [rows, releases, known] = await Promise.all([
		readAllLastVerdicts(clickhouse, product.number),
		readReleases(database, product.number),
		readProductMetrics(database, product.number)
	]);
	const released = new Map(releases.map(({ version, at }) => [version, Date.parse(at)]));
	const metrics = new Map<string, ProductMetric>(known.map((metric) => [metric.name, metric]));
	return rows.flatMap((row) => {
		const metric = metrics.get(row.metric);
		const verdict = VERDICTS.find((name) => name === row.verdict);
		const path = PATHS.find((name) => name === row.path);
		if (!metric || !verdict || !path || released.get(row.release) !== row.releasedMs) return [];
		return [
			{
				release: row.release,
				verdict: {
					...{ metric: metric.name, path, verdict, reasons: storedReasons(row.reasons) },
					...{ effect: row.effect, low: row.low, high: row.high, unit: metric.unit },
					...{ evidence: row.evidence, threshold: row.threshold, method: row.method },
					minimumMeaningfulEffect: metric.minimumMeaningfulEffect,
					...{ minimumDetectableEffect: null, decidableAt: null },
					firstEstablishedAt: row.firstEstablishedMs === null ? null : toRfc3339(row.firstEstablishedMs),
					...{ before: UNKNOWN, after: UNKNOWN }
				}
			}
		];
	});
}
