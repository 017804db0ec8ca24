import { jsonResponse, notFound, productEndpoint } from '#lib/server/doors/api.ts';

/** How far the sample product has caught up with now. */
export const GET = productEndpoint(async ({ locals: { parts } }, product) => {
	const progress = product.sample ? await parts.sample.progress() : null;
	if (!progress) throw notFound('This product is no sample.');
	return jsonResponse(progress);
});
