import { ReleasePatch } from '#lib/domain/release.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { namedVersion, noRelease } from '#lib/server/doors/named-version.ts';
import { releaseChanges } from '#lib/server/doors/release-input.ts';
import { deleteRelease, readRelease, updateRelease } from '#lib/server/metadata/releases.ts';

export const GET = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const release = await readRelease(parts.database, product.number, namedVersion(params));
	if (!release) throw noRelease(params.version);
	return jsonResponse(release);
});

export const PATCH = productEndpoint(async ({ request, params, locals: { parts } }, product) => {
	const patch = await readJson(request, ReleasePatch);
	const release = await updateRelease(
		parts.database,
		product.number,
		namedVersion(params),
		releaseChanges(patch, product)
	);
	if (!release) throw noRelease(params.version);
	await parts.releaseChanged(product, release);
	return jsonResponse(release);
});

export const DELETE = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const release = await deleteRelease(parts.database, product.number, namedVersion(params));
	if (!release) throw noRelease(params.version);
	await parts.releaseChanged(product, { version: release.version, deleted: true });
	return new Response(null, { status: 204 });
});
