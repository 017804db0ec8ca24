import { fail, redirect } from '@sveltejs/kit';
import { NewProduct } from '#lib/domain/product.ts';
import { issueKey } from '#lib/server/access/issue-key.ts';
import { insertProduct, readProducts } from '#lib/server/metadata/products.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** Leads to the first product; without one the page makes it. */
export const load: PageServerLoad = async ({ locals: { parts }, request, url }) => {
	const [first] = await readProducts(parts.database);
	// Right after the form the page shows the key, which would be gone elsewhere.
	if (first && request.method === 'GET' && !url.searchParams.has('new')) redirect(303, `/p/${first.slug}`);
	return { origin: parts.origin, isFirst: !first };
};

export const actions: Actions = {
	default: async ({ request, locals: { parts, identity } }) => {
		const form = await request.formData();
		const typed = {
			name: String(form.get('name') ?? ''),
			slug: String(form.get('slug') ?? ''),
			timezone: String(form.get('timezone') ?? '')
		};
		if (!parts.access.mayDo(identity, 'administer', null))
			return fail(403, { typed, errors: [{ path: 'name', code: 'administrator' as const }] });
		const parsed = NewProduct.safeParse({ ...typed, slug: typed.slug || slugOf(typed.name) });
		if (!parsed.success)
			return fail(422, {
				typed,
				errors: parsed.error.issues.map(({ path }) => ({ path: String(path[0]), code: 'wrong' as const }))
			});
		const product = await insertProduct(parts.database, parsed.data);
		if (!product) return fail(409, { typed, errors: [{ path: 'slug', code: 'taken' as const }] });
		const { key } = await issueKey(parts.database, {
			product: product.number,
			name: 'First key',
			scopes: ['ingest', 'read', 'write']
		});
		return { created: { slug: product.slug, name: product.name, key } };
	}
};

/** A short name for addresses, from what the product is called; '' when nothing of it can stand in one. */
const slugOf = (name: string): string =>
	name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, 64)
		.replace(/^-+|-+$/g, '');
