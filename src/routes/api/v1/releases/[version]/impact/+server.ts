import { ApiError, jsonResponse, productEndpoint } from '#lib/server/doors/api.ts';
import { namedVersion, noRelease } from '#lib/server/doors/named-version.ts';

export const GET = productEndpoint(async ({ params, url, locals: { parts } }, product) => {
	const metric = url.searchParams.get('metric');
	if (metric !== null && !(await parts.metrics(product)).some(({ name }) => name === metric))
		throw new ApiError(422, 'See errors.', [
			{ path: 'metric', message: 'There is no such metric. GET /api/v1/metrics lists them.' }
		]);
	const impact = await parts.verdicts.impact(product, namedVersion(params));
	if (!impact) throw noRelease(params.version);
	const verdicts = impact.verdicts.filter((one) => metric === null || one.metric === metric);
	return jsonResponse({ release: impact.release, verdicts });
});
