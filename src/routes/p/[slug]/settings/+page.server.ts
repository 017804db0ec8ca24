import { error, fail } from '@sveltejs/kit';
import type { Metric } from '#lib/domain/metric.ts';
import { NewKey, NewProduct } from '#lib/domain/product.ts';
import { issueKey } from '#lib/server/access/issue-key.ts';
import { readApiKeys, revokeApiKey } from '#lib/server/metadata/api-keys.ts';
import { updateProduct } from '#lib/server/metadata/products.ts';
import { cellMetric } from '#lib/server/verdicts/cell-metric.ts';
import type { Actions, PageServerLoad } from './$types.js';

type Facts = Awaited<ReturnType<App.Locals['parts']['facts']>>;

/** Whether there is anything that the metric counts. */
function hasRows({ table, scale, name }: Metric, { feedback, events, scales }: Facts): boolean {
	if (table === 'events') return events > 0;
	if (scale) return scales.some((one) => one.scale === scale);
	return name === 'feedback_volume' ? feedback > 0 : scales.length > 0;
}

const ProductChanges = NewProduct.pick({ name: true, timezone: true });
const KeyWish = NewKey.omit({ product: true });

/** What the product is called, what it has, and who may send: the keys only for whoever may change them. */
export const load: PageServerLoad = async ({ locals: { parts, identity, product } }) => {
	if (!product) error(404);
	const mayChange = parts.access.mayDo(identity, 'administer', null);
	const [facts, topics, metrics, keys] = await Promise.all([
		parts.facts(product),
		parts.topics(product),
		parts.metrics(product),
		mayChange ? readApiKeys(parts.database, product.number) : []
	]);
	const listed = keys.map(({ createdAt, revokedAt, ...key }) => ({
		...key,
		createdMs: createdAt.getTime(),
		revokedMs: revokedAt?.getTime() ?? null
	}));
	const judged = metrics.filter((metric) => cellMetric(metric.name) !== null && hasRows(metric, facts));
	return { facts, topics, judged, mayChange, keys: listed };
};

const fieldsOf = (issues: readonly { path: PropertyKey[] }[]): string[] => issues.map(({ path }) => String(path[0]));

export const actions: Actions = {
	product: async ({ request, locals: { parts, product } }) => {
		if (!product) error(404);
		const form = await request.formData();
		const typed = { name: String(form.get('name') ?? ''), timezone: String(form.get('timezone') ?? '') };
		const parsed = ProductChanges.safeParse(typed);
		if (!parsed.success) return fail(422, { form: 'product' as const, typed, wrong: fieldsOf(parsed.error.issues) });
		const changed = await updateProduct(parts.database, product.number, parsed.data);
		if (!changed) error(404);
		await parts.productChanged(changed);
		return { saved: true };
	},
	key: async ({ request, locals: { parts, product } }) => {
		if (!product) error(404);
		const form = await request.formData();
		const typed = { name: String(form.get('name') ?? ''), scopes: form.getAll('scope').map(String) };
		const parsed = KeyWish.safeParse(typed);
		if (!parsed.success) return fail(422, { form: 'key' as const, typed, wrong: fieldsOf(parsed.error.issues) });
		const { key } = await issueKey(parts.database, { product: product.number, ...parsed.data });
		return { made: { name: parsed.data.name, key } };
	},
	revoke: async ({ request, locals: { parts, product } }) => {
		if (!product) error(404);
		const id = String((await request.formData()).get('key') ?? '');
		const isRevoked = await revokeApiKey(parts.database, product.number, id);
		if (isRevoked) await parts.keyRevoked(id);
		return { revoked: isRevoked };
	}
};
