import { NewKey } from '#lib/domain/product.ts';
import { issueKey } from '#lib/server/access/issue-key.ts';
import { ApiError, endpoint, jsonResponse, readJson } from '#lib/server/doors/api.ts';
import { readProduct } from '#lib/server/metadata/products.ts';

export const POST = endpoint(async ({ request, locals: { parts } }) => {
	const { product: slug, name, scopes } = await readJson(request, NewKey);
	const product = await readProduct(parts.database, slug);
	if (!product)
		throw new ApiError(404, `There is no product "${slug}".`, [{ path: 'product', message: 'Is unknown.' }]);
	return jsonResponse(await issueKey(parts.database, { product: product.number, name, scopes }), 201);
});
