import { randomUUID } from 'node:crypto';
import type { Scope } from '#lib/domain/product.ts';
import { insertApiKey } from '#lib/server/metadata/api-keys.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { hashOf, newKeyText } from './api-key.ts';

/** A new key of a product; its text exists only in this answer. */
export async function issueKey(
	database: Database,
	{ product, name, scopes }: { product: number; name: string; scopes: Scope[] }
): Promise<{ id: string; key: string }> {
	const id = randomUUID();
	const key = newKeyText();
	await insertApiKey(database, { id, product, name, scopes, hash: hashOf(key) });
	return { id, key };
}
