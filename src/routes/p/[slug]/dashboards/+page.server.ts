import { error, fail, redirect } from '@sveltejs/kit';
import { DashboardContent, type Dashboard } from '#lib/domain/dashboard.ts';
import type { Product } from '#lib/domain/product.ts';
import { authorOf } from '#lib/server/doors/author.ts';
import {
	deleteDashboard,
	readDashboard,
	readDashboards,
	readDashboardVersion,
	readDashboardVersions,
	saveDashboard
} from '#lib/server/metadata/dashboards.ts';
import { freeSlug } from './free-slug.ts';
import { templateNamed } from './templates.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals: { parts, product } }) => {
	if (!product) error(404);
	return { dashboards: await readDashboards(parts.database, product.number) };
};

/** Keeps a new dashboard under a name that is not taken. */
async function make(
	{ parts, identity }: App.Locals,
	product: Product,
	input: Pick<Dashboard, 'title' | 'panels' | 'variables'>
): Promise<string> {
	const known = await readDashboards(parts.database, product.number);
	const slug = freeSlug(input.title, new Set(known.map((one) => one.slug)));
	const named = { product: product.number, slug };
	const content = DashboardContent.parse(input);
	await saveDashboard(parts.database, named, { content, by: authorOf(identity), atMs: Date.now() });
	return slug;
}

export const actions: Actions = {
	create: async ({ request, locals }) => {
		if (!locals.product) error(404);
		const form = await request.formData();
		const typed = String(form.get('title') ?? '').trim();
		const template = templateNamed(String(form.get('template') ?? ''));
		const title = typed || (template?.title() ?? '');
		if (title === '' || title.length > 200) return fail(422, { wrong: true, typed });
		const { panels, variables } = template ?? { panels: () => [], variables: [] };
		const slug = await make(locals, locals.product, { title, panels: panels(), variables: [...variables] });
		redirect(303, `/p/${locals.product.slug}/dashboards/${slug}${template ? '' : '?edit'}`);
	},
	duplicate: async ({ request, locals }) => {
		if (!locals.product) error(404);
		const form = await request.formData();
		const named = { product: locals.product.number, slug: String(form.get('slug') ?? '') };
		const dashboard = await readDashboard(locals.parts.database, named);
		if (!dashboard) error(404);
		const title = String(form.get('title') ?? dashboard.title).slice(0, 200);
		return { made: await make(locals, locals.product, { ...dashboard, title }) };
	},
	delete: async ({ request, locals: { parts, product } }) => {
		if (!product) error(404);
		const named = { product: product.number, slug: String((await request.formData()).get('slug') ?? '') };
		const dashboard = await readDashboard(parts.database, named);
		await deleteDashboard(parts.database, named);
		return { deleted: dashboard ? { slug: dashboard.slug, title: dashboard.title } : null };
	},
	/** Takes a deletion back: the newest version is saved again. */
	restore: async ({ request, locals }) => {
		if (!locals.product) error(404);
		await restoreDeleted(locals, locals.product, String((await request.formData()).get('slug') ?? ''));
		return {};
	}
};

async function restoreDeleted({ parts, identity }: App.Locals, product: Product, slug: string): Promise<void> {
	const named = { product: product.number, slug };
	const [newest] = await readDashboardVersions(parts.database, named);
	const content = newest ? await readDashboardVersion(parts.database, named, newest.revision) : null;
	// Somebody may have made another one of that name.
	if (!content || (await readDashboard(parts.database, named))) return;
	await saveDashboard(parts.database, named, { content, by: authorOf(identity), atMs: Date.now() });
}
