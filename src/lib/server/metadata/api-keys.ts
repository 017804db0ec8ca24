import { and, eq, isNull } from 'drizzle-orm';
import { apiKeys, products } from '#db/metadata/schema.ts';
import { SCOPES, type Product, type Scope } from '#lib/domain/product.ts';
import type { Database } from './connect.ts';

export type ApiKey = Readonly<{ id: string; scopes: readonly Scope[]; product: Product }>;

export async function insertApiKey(
	database: Database,
	key: { id: string; product: number; name: string; scopes: Scope[]; hash: string }
): Promise<void> {
	await database.insert(apiKeys).values(key);
}

/** The living key with this hash, and its product; `null` when there is none. */
export async function readApiKey(database: Database, hash: string): Promise<ApiKey | null> {
	const [row] = await database
		.select({
			id: apiKeys.id,
			scopes: apiKeys.scopes,
			product: { number: products.number, slug: products.slug, name: products.name, timezone: products.timezone }
		})
		.from(apiKeys)
		.innerJoin(products, eq(products.number, apiKeys.product))
		.where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
	return row ? { ...row, scopes: SCOPES.filter((scope) => row.scopes.includes(scope)) } : null;
}
