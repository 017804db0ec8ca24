import { randomBytes, randomUUID } from 'node:crypto';
import { NewImport } from '#lib/domain/import.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { insertImport } from '#lib/server/metadata/imports.ts';

export const GET = productEndpoint(async ({ locals: { parts } }, product) => {
	const imports = await parts.imports(product);
	return jsonResponse({ imports: imports.map(({ id, ...rest }) => ({ import: id, ...rest })) });
});

export const POST = productEndpoint(async ({ request, locals: { parts } }, product) => {
	const { name, kind, via, mapping } = await readJson(request, NewImport);
	const id = randomUUID();
	const batch = randomBytes(8).readBigUInt64LE();
	await insertImport(parts.database, { id, product: product.number, name, kind, via, mapping, batch });
	return jsonResponse({ import: id }, 201);
});
