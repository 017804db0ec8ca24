import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types.js';

/** The last requests to the product, as this process saw them. */
export const load: PageServerLoad = async ({ locals: { parts, product } }) => {
	if (!product) error(404);
	return { requests: parts.requests.newest(product.number), isShared: parts.isShared, origin: parts.origin };
};
