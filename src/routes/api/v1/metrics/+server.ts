import { jsonResponse, productEndpoint } from '#lib/server/doors/api.ts';
import { listedMetric } from '#lib/server/doors/listed-metric.ts';

export const GET = productEndpoint(async ({ locals: { parts } }, product) =>
	jsonResponse({ metrics: (await parts.metrics(product)).map(listedMetric) })
);
