import { jsonResponse, notFound, productEndpoint } from '#lib/server/doors/api.ts';
import { namedDashboard } from '#lib/server/doors/named-dashboard.ts';
import { readDashboardVersion } from '#lib/server/metadata/dashboards.ts';

export const GET = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const revision = params.revision ?? '';
	const named = namedDashboard(params, product);
	const found = /^[1-9]\d{0,8}$/.test(revision)
		? await readDashboardVersion(parts.database, named, Number(revision))
		: null;
	if (!found) throw notFound(`The dashboard "${named.slug}" has no revision ${revision}.`);
	return jsonResponse(found);
});
