import { OwnMetricInput, OwnMetricName, metricOf } from '#lib/domain/own-metric.ts';
import { effectProblem } from '#lib/domain/metric-settings.ts';
import { isMetricName } from '#lib/domain/metric.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { saveOwnMetric } from '#lib/server/metadata/own-metrics.ts';
import { ApiError } from './api.ts';

type Defined = Readonly<{ name: string; input: OwnMetricInput; by: string; atMs: number }>;

/**
 * Keeps a metric of the product's own; `true` when it is new.
 * @throws ApiError 409 for a built-in name and for one metric too many, 422 for a name or an effect that cannot be
 */
export async function defineMetric(
	database: Database,
	product: number,
	{ name, input, by, atMs }: Defined
): Promise<boolean> {
	if (isMetricName(name)) throw new ApiError(409, `"${name}" is built in. Choose another name.`);
	const named = OwnMetricName.safeParse(name);
	if (!named.success)
		throw new ApiError(422, 'See errors.', [{ path: 'name', message: named.error.issues[0]?.message ?? 'Is wrong.' }]);
	const { definition, title = name, unit = null, ...settings } = input;
	const metric = { name, title, unit, definition };
	const message = effectProblem(metricOf(metric), settings.minimumMeaningfulEffect);
	if (message !== null) throw new ApiError(422, 'See errors.', [{ path: 'minimumMeaningfulEffect', message }]);
	const saved = await saveOwnMetric(database, product, { metric, settings, by, atMs });
	if (saved === 'too-many') throw new ApiError(409, 'A product may have 200 metrics of its own. Remove one first.');
	// Questions about it have filters and groups of that table.
	if (saved === 'other-table')
		throw new ApiError(422, 'See errors.', [
			{ path: 'definition.over', message: 'Cannot change: panels ask by its fields. Make another metric.' }
		]);
	return saved === 'created';
}
