import { endpoint, notFound } from '#lib/server/doors/api.ts';
import { readProduct } from '#lib/server/metadata/products.ts';

/** Removes the sample product for good, and leads home; its many rows may go a little later. */
export const POST = endpoint(async ({ params, locals: { parts } }) => {
	const product = await readProduct(parts.database, params.slug ?? '');
	if (!product?.sample) throw notFound('There is no such sample.');
	await parts.sample.begin(false);
	return new Response(null, { status: 303, headers: { location: '/' } });
});
