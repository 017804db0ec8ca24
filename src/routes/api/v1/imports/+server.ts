import { randomBytes, randomUUID } from 'node:crypto';
import { NewImport } from '#lib/domain/import.ts';
import { jsonResponse, productEndpoint, readJson } from '#lib/server/doors/api.ts';
import { insertImport, readImports } from '#lib/server/metadata/imports.ts';

export const GET = productEndpoint(async ({ locals: { parts } }, product) => {
	const imports = await readImports(parts.database, product.number);
	return jsonResponse({
		imports: imports.map(({ id, name, createdAt }) => ({ import: id, name, at: createdAt.toISOString() }))
	});
});

export const POST = productEndpoint(async ({ request, locals: { parts } }, product) => {
	const { name, mapping } = await readJson(request, NewImport);
	const id = randomUUID();
	const batch = randomBytes(8).readBigUInt64LE();
	await insertImport(parts.database, { id, product: product.number, name, batch, ...(mapping && { mapping }) });
	return jsonResponse({ import: id }, 201);
});
