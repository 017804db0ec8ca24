import { and, desc, eq } from 'drizzle-orm';
import { imports } from '#db/metadata/schema.ts';
import type { Database } from './connect.ts';
import { UUID } from './uuid.ts';

/** One file or run; `batch` marks its rows in ClickHouse. */
export type Import = Readonly<{ id: string; name: string; batch: bigint; createdAt: Date }>;

const toImport = ({ id, name, batch, createdAt }: typeof imports.$inferSelect): Import => ({
	id,
	name,
	batch: BigInt(batch),
	createdAt
});

export async function insertImport(
	database: Database,
	entry: { id: string; product: number; name: string; mapping?: Record<string, unknown>; batch: bigint }
): Promise<void> {
	await database.insert(imports).values({ ...entry, batch: String(entry.batch) });
}

const one = (product: number, id: string) => and(eq(imports.product, product), eq(imports.id, id));

/** Newest first. */
export async function readImports(database: Database, product: number): Promise<Import[]> {
	const rows = await database
		.select()
		.from(imports)
		.where(eq(imports.product, product))
		.orderBy(desc(imports.createdAt));
	return rows.map(toImport);
}

export async function deleteImport(database: Database, product: number, id: string): Promise<void> {
	await database.delete(imports).where(one(product, id));
}

/** `null` when the product has no such import. */
export async function readImport(database: Database, product: number, id: string): Promise<Import | null> {
	if (!UUID.test(id)) return null;
	const [row] = await database.select().from(imports).where(one(product, id));
	return row ? toImport(row) : null;
}
