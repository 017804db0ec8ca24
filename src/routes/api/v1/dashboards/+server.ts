import { jsonResponse, productEndpoint } from '#lib/server/doors/api.ts';
import { readDashboards } from '#lib/server/metadata/dashboards.ts';

export const GET = productEndpoint(async ({ locals: { parts } }, product) =>
	jsonResponse({ dashboards: await readDashboards(parts.database, product.number) })
);
