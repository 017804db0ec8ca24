import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { releases } from '#db/metadata/schema.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Database } from './connect.ts';

export type ReleaseRow = Omit<typeof releases.$inferInsert, 'product'>;

const toRelease = ({ product: _, importId: __, at, ...rest }: typeof releases.$inferSelect): Release => ({
	...rest,
	at: at.toISOString()
});

/** Newest first; equal times by version. */
export async function readReleases(database: Database, product: number): Promise<Release[]> {
	const rows = await database
		.select()
		.from(releases)
		.where(eq(releases.product, product))
		.orderBy(desc(releases.at), desc(releases.version));
	return rows.map(toRelease);
}

const one = (product: number, version: string) => and(eq(releases.product, product), eq(releases.version, version));

/** `null` when the product has no such version. */
export async function readRelease(database: Database, product: number, version: string): Promise<Release | null> {
	const [row] = await database.select().from(releases).where(one(product, version));
	return row ? toRelease(row) : null;
}

/** Adds the release, or changes the fields given when its version is there already: then it stays whose it was. */
export async function upsertRelease(
	database: Database,
	product: number,
	release: ReleaseRow
): Promise<{ release: Release; created: boolean }> {
	const { version: _, importId: __, ...changes } = release;
	const [row] = await database
		.insert(releases)
		.values({ product, ...release })
		.onConflictDoUpdate({ target: [releases.product, releases.version], set: changes })
		// A row that was never updated has no deleting transaction: xmax is 0.
		.returning({ ...getTableColumns(releases), created: sql<boolean>`(xmax = 0)` });
	if (!row) throw new Error('PostgreSQL returned no release after storing it');
	const { created, ...stored } = row;
	return { release: toRelease(stored), created };
}

/** The release as changed; `null` when the product has no such version. */
export async function updateRelease(
	database: Database,
	product: number,
	version: string,
	changes: Partial<Omit<ReleaseRow, 'version'>>
): Promise<Release | null> {
	const [row] = await database.update(releases).set(changes).where(one(product, version)).returning();
	return row ? toRelease(row) : null;
}

/** The release as it was; `null` when the product had no such version. */
export async function deleteRelease(database: Database, product: number, version: string): Promise<Release | null> {
	const [row] = await database.delete(releases).where(one(product, version)).returning();
	return row ? toRelease(row) : null;
}
