import { jsonResponse, productEndpoint } from '#lib/server/doors/api.ts';
import { namedDashboard, noDashboard } from '#lib/server/doors/named-dashboard.ts';
import { readDashboardVersions } from '#lib/server/metadata/dashboards.ts';

export const GET = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const versions = await readDashboardVersions(parts.database, namedDashboard(params, product));
	if (versions.length === 0) throw noDashboard(params.name);
	return jsonResponse({ versions });
});
