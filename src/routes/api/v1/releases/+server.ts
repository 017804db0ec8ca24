import { ReleaseInput } from '#lib/domain/release.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { releaseRow } from '#lib/server/doors/release-input.ts';
import { upsertRelease } from '#lib/server/metadata/releases.ts';

export const GET = productEndpoint(async ({ locals: { parts } }, product) =>
	jsonResponse({ releases: await parts.releases(product) })
);

export const POST = productEndpoint(async ({ request, locals: { parts } }, product) => {
	const input = await readJson(request, ReleaseInput);
	const { release, created } = await upsertRelease(parts.database, product.number, releaseRow(input, product));
	parts.releaseChanged(product, release);
	return jsonResponse(release, created ? 201 : 200);
});
