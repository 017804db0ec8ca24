import { and, eq } from 'drizzle-orm';
import { imports } from '#db/metadata/schema.ts';
import type { Database } from './connect.ts';

export type Import = Readonly<{ id: string; name: string; batch: bigint }>;

export async function insertImport(
	database: Database,
	entry: { id: string; product: number; name: string; mapping?: Record<string, unknown>; batch: bigint }
): Promise<void> {
	await database.insert(imports).values({ ...entry, batch: String(entry.batch) });
}

/** `null` when the product has no such import. */
export async function readImport(database: Database, product: number, id: string): Promise<Import | null> {
	const [row] = await database
		.select()
		.from(imports)
		.where(and(eq(imports.product, product), eq(imports.id, id)));
	return row ? { id: row.id, name: row.name, batch: BigInt(row.batch) } : null;
}
