import { notFound, productEndpoint } from '#lib/server/doors/api.ts';

export const DELETE = productEndpoint(async ({ params, locals: { parts } }, product) => {
	if ((await parts.undoImport(product, params.id ?? '')) === null) throw notFound('This product has no such import.');
	return new Response(null, { status: 204 });
});
