import { ReleasePatch, Version } from '#lib/domain/release.ts';
import { jsonResponse, notFound, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { releaseChanges } from '#lib/server/doors/release-input.ts';
import { deleteRelease, readRelease, updateRelease } from '#lib/server/metadata/releases.ts';

const missing = (version: string | undefined) => notFound(`This product has no release "${version ?? ''}".`);

/** @throws ApiError 404 for what no release can be called */
function versionOf({ version }: Partial<Record<string, string>>): string {
	const parsed = Version.safeParse(version);
	if (!parsed.success) throw missing(version);
	return parsed.data;
}

export const GET = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const release = await readRelease(parts.database, product.number, versionOf(params));
	if (!release) throw missing(params.version);
	return jsonResponse(release);
});

export const PATCH = productEndpoint(async ({ request, params, locals: { parts } }, product) => {
	const patch = await readJson(request, ReleasePatch);
	const release = await updateRelease(
		parts.database,
		product.number,
		versionOf(params),
		releaseChanges(patch, product)
	);
	if (!release) throw missing(params.version);
	parts.releaseChanged(product, release);
	return jsonResponse(release);
});

export const DELETE = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const release = await deleteRelease(parts.database, product.number, versionOf(params));
	if (!release) throw missing(params.version);
	parts.releaseChanged(product, { version: release.version, deleted: true });
	return new Response(null, { status: 204 });
});
