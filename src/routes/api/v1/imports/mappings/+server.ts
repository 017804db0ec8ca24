import { SavedMapping } from '#lib/domain/import.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { readMappings, saveMapping } from '#lib/server/metadata/import-mappings.ts';

export const GET = productEndpoint(async ({ locals: { parts } }, product) =>
	jsonResponse({ mappings: await readMappings(parts.database, product.number) })
);

export const PUT = productEndpoint(async ({ request, locals: { parts } }, product) => {
	await saveMapping(parts.database, product.number, await readJson(request, SavedMapping));
	return new Response(null, { status: 204 });
});
