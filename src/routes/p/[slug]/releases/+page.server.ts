import { error, fail } from '@sveltejs/kit';
import { saveRelease } from '#lib/server/doors/release-form.ts';
import { deleteRelease } from '#lib/server/metadata/releases.ts';
import { factsOfStored } from './facts-of-stored.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals: { parts, product } }) => {
	if (!product) error(404);
	const [releases, metrics] = await Promise.all([parts.releases(product), parts.metrics(product)]);
	const stored = factsOfStored(await parts.verdicts.known(product), { releases, metrics });
	return { releases, metrics, stored, origin: parts.origin };
};

export const actions: Actions = {
	save: async ({ request, locals: { parts, product } }) => {
		if (!product) error(404);
		const saved = await saveRelease(parts.database, product, await request.formData());
		if ('wrong' in saved) return fail(422, saved);
		if (saved.renamedFrom !== null) await parts.releaseChanged(product, { version: saved.renamedFrom, deleted: true });
		await parts.releaseChanged(product, saved.release);
		return { saved: saved.release.version };
	},
	delete: async ({ request, locals: { parts, product } }) => {
		if (!product) error(404);
		const version = String((await request.formData()).get('version') ?? '');
		const deleted = await deleteRelease(parts.database, product.number, version);
		if (deleted) await parts.releaseChanged(product, { version: deleted.version, deleted: true });
		return { deleted };
	}
};
