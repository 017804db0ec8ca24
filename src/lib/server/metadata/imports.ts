import { and, count, desc, eq, isNotNull } from 'drizzle-orm';
import { imports, releases } from '#db/metadata/schema.ts';
import type { ImportKind, ImportWay } from '#lib/domain/import.ts';
import type { Database } from './connect.ts';
import { UUID } from './uuid.ts';

/** One file or run; `batch` marks its rows in ClickHouse. */
export type Import = Readonly<{
	id: string;
	name: string;
	kind: ImportKind;
	via: ImportWay;
	batch: bigint;
	createdAt: Date;
}>;

const toImport = ({ id, name, kind, via, batch, createdAt }: typeof imports.$inferSelect): Import => ({
	...{ id, name, kind, via },
	batch: BigInt(batch),
	createdAt
});

export async function insertImport(
	database: Database,
	entry: Omit<typeof imports.$inferInsert, 'batch' | 'createdAt'> & { batch: bigint }
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

/** How many releases are there from each import. */
export async function countImportedReleases(database: Database, product: number): Promise<Map<string, number>> {
	const rows = await database
		.select({ id: releases.importId, n: count() })
		.from(releases)
		.where(and(eq(releases.product, product), isNotNull(releases.importId)))
		.groupBy(releases.importId);
	return new Map(rows.map(({ id, n }) => [id ?? '', n]));
}

/** Takes the import and the releases that it added away; gives their versions. */
export const deleteImport = (database: Database, product: number, id: string): Promise<string[]> =>
	database.transaction(async (transaction) => {
		const deleted = await transaction
			.delete(releases)
			.where(and(eq(releases.product, product), eq(releases.importId, id)))
			.returning({ version: releases.version });
		await transaction.delete(imports).where(one(product, id));
		return deleted.map(({ version }) => version);
	});

/** `null` when the product has no such import. */
export async function readImport(database: Database, product: number, id: string): Promise<Import | null> {
	if (!UUID.test(id)) return null;
	const [row] = await database.select().from(imports).where(one(product, id));
	return row ? toImport(row) : null;
}
