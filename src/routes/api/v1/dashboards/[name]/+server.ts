import { dashboardInput } from '#lib/domain/dashboard.ts';
import { ApiError, jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { authorOf } from '#lib/server/doors/author.ts';
import { namedDashboard, noDashboard } from '#lib/server/doors/named-dashboard.ts';
import { deleteDashboard, readDashboard, saveDashboard } from '#lib/server/metadata/dashboards.ts';

export const GET = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const dashboard = await readDashboard(parts.database, namedDashboard(params, product));
	if (!dashboard) throw noDashboard(params.name);
	return jsonResponse(dashboard);
});

export const PUT = productEndpoint(async ({ request, params, locals: { parts, identity } }, product) => {
	const named = namedDashboard(params, product);
	const {
		slug,
		revision: base,
		...content
	} = await readJson(request, dashboardInput(await parts.questionSchema(product)));
	if (slug !== undefined && slug !== named.slug)
		throw new ApiError(422, 'See errors.', [
			{ path: 'slug', message: `Must be "${named.slug}", as the address says.` }
		]);
	const by = authorOf(identity);
	const saved = await saveDashboard(parts.database, named, { content, base, by, atMs: Date.now() });
	if (saved.status === 'stale') {
		const message = `The dashboard is at revision ${saved.revision}. Look at what changed, and put it with that revision.`;
		throw new ApiError(409, message, [{ path: 'revision', message }], { revision: saved.revision });
	}
	return jsonResponse(saved.dashboard, saved.status === 'created' ? 201 : 200);
});

export const DELETE = productEndpoint(async ({ params, locals: { parts } }, product) => {
	if (!(await deleteDashboard(parts.database, namedDashboard(params, product)))) throw noDashboard(params.name);
	return new Response(null, { status: 204 });
});
