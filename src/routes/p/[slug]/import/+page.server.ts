import { error } from '@sveltejs/kit';
import { readMappings } from '#lib/server/metadata/import-mappings.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals: { parts, product }, depends }) => {
	if (!product) error(404);
	depends('imports:list');
	const [imports, saved, { firstAt, lastAt }] = await Promise.all([
		parts.imports(product),
		readMappings(parts.database, product.number),
		parts.facts(product)
	]);
	return { imports, saved, span: { firstAt, lastAt }, origin: parts.origin };
};
