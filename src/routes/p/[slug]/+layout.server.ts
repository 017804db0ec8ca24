import { error } from '@sveltejs/kit';
import { readProducts } from '#lib/server/metadata/products.ts';
import type { LayoutServerLoad } from './$types.js';

/** The product at hand and the others that the same person may open. */
export const load: LayoutServerLoad = async ({ locals: { parts, identity, product, refused } }) => {
	if (!product) error(refused ?? 404);
	const all = await readProducts(parts.database);
	const others = all.filter((one) => one.number !== product.number && parts.access.mayDo(identity, 'read', one));
	const brief = ({ slug, name, timezone }: typeof product) => ({ slug, name, timezone });
	return {
		product: brief(product),
		others: others.map(brief),
		sample: product.sample ? { progress: await parts.sample.progress() } : null,
		mayWrite: parts.access.mayDo(identity, 'write', product),
		mayAdd: parts.access.mayDo(identity, 'administer', null),
		asOfMs: Date.now()
	};
};
