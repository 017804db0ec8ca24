import { bindingPromise, listedPromises, promiseSchema, type ReleasePromise } from '#lib/domain/promise.ts';
import type { Release } from '#lib/domain/release.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { authorOf } from '#lib/server/doors/author.ts';
import { namedVersion, noRelease } from '#lib/server/doors/named-version.ts';
import { addPromise, readPromises } from '#lib/server/metadata/promises.ts';
import { readRelease } from '#lib/server/metadata/releases.ts';

function reply(version: string, newestFirst: readonly ReleasePromise[], release: Release | null): Response {
	const revisions = listedPromises(newestFirst, release?.at ?? null);
	const binding = bindingPromise(revisions)?.revision ?? null;
	return jsonResponse({ version, binding, exploratory: binding === null, revisions });
}

export const GET = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const version = namedVersion(params);
	const release = await readRelease(parts.database, product.number, version);
	const revisions = await readPromises(parts.database, product.number, version);
	if (!release && revisions.length === 0) throw noRelease(version);
	return reply(version, revisions, release);
});

/** Also before there is a release of this version: that is when a promise is worth most. */
export const PUT = productEndpoint(async ({ request, params, locals: { parts, identity } }, product) => {
	const version = namedVersion(params);
	const input = await readJson(request, promiseSchema(await parts.metrics(product)));
	const written = { input, writtenBy: authorOf(identity), writtenAtMs: Date.now() };
	const revisions = await addPromise(parts.database, { product: product.number, version }, written);
	return reply(version, revisions, await readRelease(parts.database, product.number, version));
});
