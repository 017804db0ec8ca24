import { metricNamed } from '#lib/domain/metric.ts';
import { effectProblem, MetricSettings } from '#lib/domain/metric-settings.ts';
import { ApiError, jsonResponse, notFound, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { listedMetric } from '#lib/server/doors/listed-metric.ts';
import { saveMetricSettings } from '#lib/server/metadata/metric-settings.ts';

export const PUT = productEndpoint(async ({ request, params: { name = '' }, locals: { parts } }, product) => {
	const metric = metricNamed(name);
	if (!metric) throw notFound(`There is no metric "${name.slice(0, 100)}". GET /api/v1/metrics lists them.`);
	const settings = await readJson(request, MetricSettings);
	const message = effectProblem(metric, settings.minimumMeaningfulEffect);
	if (message !== null) throw new ApiError(422, 'See errors.', [{ path: 'minimumMeaningfulEffect', message }]);
	await saveMetricSettings(parts.database, product.number, { metric: metric.name, settings });
	const saved = (await parts.metrics(product)).find((one) => one.name === metric.name);
	if (!saved) throw new Error(`no metric ${metric.name}`);
	return jsonResponse(listedMetric(saved));
});
