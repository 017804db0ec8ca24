import { NewProduct } from '#lib/domain/product.ts';
import { ApiError, endpoint, jsonResponse, readJson } from '#lib/server/doors/api.ts';
import { insertProduct, readProducts } from '#lib/server/metadata/products.ts';

export const GET = endpoint(async ({ locals: { parts, identity } }) => {
	const products = identity.kind === 'key' ? [identity.product] : await readProducts(parts.database);
	return jsonResponse({
		products: products.map(({ slug, name, timezone, sample }) => ({ slug, name, timezone, ...(sample && { sample }) }))
	});
});

export const POST = endpoint(async ({ request, locals: { parts } }) => {
	const created = await insertProduct(parts.database, await readJson(request, NewProduct));
	if (!created)
		throw new ApiError(409, 'This slug is taken.', [{ path: 'slug', message: 'Is taken. Choose another one.' }]);
	const { slug, name, timezone } = created;
	return jsonResponse({ slug, name, timezone }, 201);
});
