import { ReleaseInput } from '#lib/domain/release.ts';
import { jsonResponse, notFound, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { releaseRow } from '#lib/server/doors/release-input.ts';
import { readImport } from '#lib/server/metadata/imports.ts';
import { upsertRelease } from '#lib/server/metadata/releases.ts';

export const GET = productEndpoint(async ({ locals: { parts } }, product) =>
	jsonResponse({ releases: await parts.releases(product) })
);

export const POST = productEndpoint(async ({ request, url, locals: { parts } }, product) => {
	const importId = url.searchParams.get('import');
	if (importId !== null && !(await readImport(parts.database, product.number, importId)))
		throw notFound('This product has no such import.');
	const row = releaseRow(await readJson(request, ReleaseInput), product);
	const { release, created } = await upsertRelease(parts.database, product.number, { ...row, importId });
	await parts.releaseChanged(product, release);
	return jsonResponse(release, created ? 201 : 200);
});
