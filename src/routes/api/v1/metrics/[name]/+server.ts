import { z } from 'zod';
import { effectProblem, MetricSettings } from '#lib/domain/metric-settings.ts';
import { OwnMetricInput } from '#lib/domain/own-metric.ts';
import type { Product } from '#lib/domain/product.ts';
import { ApiError, jsonResponse, notFound, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { authorOf } from '#lib/server/doors/author.ts';
import { defineMetric } from '#lib/server/doors/define-metric.ts';
import { listedMetric } from '#lib/server/doors/listed-metric.ts';
import { saveMetricSettings } from '#lib/server/metadata/metric-settings.ts';
import { readMetricUses } from '#lib/server/metadata/metric-uses.ts';
import { retireOwnMetric } from '#lib/server/metadata/own-metrics.ts';

const Defining = z.looseObject({ definition: z.unknown() });

const noMetric = (name: string) =>
	notFound(`There is no metric "${name.slice(0, 100)}". GET /api/v1/metrics lists them.`);

/** Direction, effect and weight of a metric that is there. */
async function settle(request: Request, parts: App.Locals['parts'], product: Product, name: string): Promise<void> {
	const metric = (await parts.metrics(product)).find((one) => one.name === name);
	if (!metric) throw noMetric(name);
	const settings = await readJson(request, MetricSettings);
	const message = effectProblem(metric, settings.minimumMeaningfulEffect);
	if (message !== null) throw new ApiError(422, 'See errors.', [{ path: 'minimumMeaningfulEffect', message }]);
	await saveMetricSettings(parts.database, product.number, { metric: name, settings });
}

/** With a `definition` the product's own metric of this name; without, how it looks at one that is there. */
export const PUT = productEndpoint(async (event, product) => {
	const { request, params, locals } = event;
	const { parts, identity } = locals;
	const { name = '' } = params;
	let isNew = false;
	const isDefining = Defining.safeParse(
		await request
			.clone()
			.json()
			.catch(() => null)
	);
	if (isDefining.success && 'definition' in isDefining.data) {
		const input = await readJson(request, OwnMetricInput);
		const by = authorOf(identity);
		isNew = await defineMetric(parts.database, product.number, { name, input, by, atMs: Date.now() });
		await parts.metricChanged(product, name);
	} else await settle(request, parts, product, name);
	const saved = (await parts.metrics(product)).find((one) => one.name === name);
	if (!saved) throw noMetric(name);
	return jsonResponse(listedMetric(saved), isNew ? 201 : 200);
});

export const DELETE = productEndpoint(async ({ params: { name = '' }, locals: { parts } }, product) => {
	const metric = (await parts.metrics(product)).find((one) => one.name === name);
	if (!metric) throw noMetric(name);
	if (!metric.definition) throw new ApiError(409, `"${name}" is built in.`);
	const uses = await readMetricUses(parts.database, product.number, name);
	if (uses.length > 0)
		throw new ApiError(
			409,
			'The metric is in use.',
			uses.map((use) => ({
				path: name,
				message:
					use.kind === 'promise'
						? `The promise of ${use.version} names it.`
						: `Panel ${use.panel} of dashboard ${use.dashboard} shows it.`
			}))
		);
	if (!(await retireOwnMetric(parts.database, product.number, { name, atMs: Date.now() }))) throw noMetric(name);
	return new Response(null, { status: 204 });
});
