import { and, desc, eq, isNull } from 'drizzle-orm';
import { apiKeys, products } from '#db/metadata/schema.ts';
import { SCOPES, type Product, type Scope } from '#lib/domain/product.ts';
import type { Database } from './connect.ts';
import { productColumns } from './products.ts';
import { UUID } from './uuid.ts';

export type ApiKey = Readonly<{ id: string; name: string; scopes: readonly Scope[]; product: Product }>;

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
			name: apiKeys.name,
			scopes: apiKeys.scopes,
			product: productColumns
		})
		.from(apiKeys)
		.innerJoin(products, eq(products.number, apiKeys.product))
		.where(and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt)));
	return row ? { ...row, scopes: SCOPES.filter((scope) => row.scopes.includes(scope)) } : null;
}

/** A key as its owners see it; its text is known to nobody here. */
export type ListedKey = Readonly<{
	id: string;
	name: string;
	scopes: readonly string[];
	createdAt: Date;
	revokedAt: Date | null;
}>;

/** Newest first, revoked ones included. */
export const readApiKeys = (database: Database, product: number): Promise<ListedKey[]> =>
	database
		.select({
			id: apiKeys.id,
			name: apiKeys.name,
			scopes: apiKeys.scopes,
			createdAt: apiKeys.createdAt,
			revokedAt: apiKeys.revokedAt
		})
		.from(apiKeys)
		.where(eq(apiKeys.product, product))
		.orderBy(desc(apiKeys.createdAt));

/** Whether the product had this key and it was alive until now. */
export async function revokeApiKey(database: Database, product: number, id: string): Promise<boolean> {
	if (!UUID.test(id)) return false;
	const revoked = await database
		.update(apiKeys)
		.set({ revokedAt: new Date() })
		.where(and(eq(apiKeys.product, product), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
		.returning({ id: apiKeys.id });
	return revoked.length === 1;
}
