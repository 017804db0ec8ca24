import { DecisionInput, type Decision } from '#lib/domain/decision.ts';
import { toRfc3339 } from '#lib/domain/instant.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { authorOf } from '#lib/server/doors/author.ts';
import { namedVersion, noRelease } from '#lib/server/doors/named-version.ts';
import { addDecision, readDecisions } from '#lib/server/metadata/decisions.ts';
import { readRelease } from '#lib/server/metadata/releases.ts';

const reply = (version: string, newestFirst: readonly Decision[]): Response =>
	jsonResponse({ version, current: newestFirst[0] ?? null, history: newestFirst });

export const GET = productEndpoint(async ({ params, locals: { parts } }, product) => {
	const version = namedVersion(params);
	if (!(await readRelease(parts.database, product.number, version))) throw noRelease(version);
	return reply(version, await readDecisions(parts.database, product.number, version));
});

export const PUT = productEndpoint(async ({ request, params, locals: { parts, identity } }, product) => {
	const version = namedVersion(params);
	const { by = authorOf(identity), ...input } = await readJson(request, DecisionInput);
	if (!(await readRelease(parts.database, product.number, version))) throw noRelease(version);
	const decision = { ...input, by, at: toRfc3339(Date.now()) };
	return reply(version, await addDecision(parts.database, { product: product.number, version }, decision));
});
