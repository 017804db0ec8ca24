import { createHash } from 'node:crypto';
import { and, desc, eq, notInArray } from 'drizzle-orm';
import { importMappings } from '#db/metadata/schema.ts';
import type { SavedMapping } from '#lib/domain/import.ts';
import type { Database } from './connect.ts';

/** Of each kind: a product has few sorts of files, and older ways to read one make room. */
const MOST_KEPT = 50;

/** Equal for equal sets of columns, in whichever order. */
const signatureOf = (columns: readonly string[]): string =>
	createHash('sha256')
		.update(JSON.stringify([...new Set(columns)].sort()))
		.digest('base64url');

/** Newest first. */
export async function readMappings(database: Database, product: number): Promise<SavedMapping[]> {
	const { kind, columns, answers } = importMappings;
	return database
		.select({ kind, columns, answers })
		.from(importMappings)
		.where(eq(importMappings.product, product))
		.orderBy(desc(importMappings.savedAt));
}

/** Keeps the mapping instead of the one that files with the same columns had. */
export async function saveMapping(
	database: Database,
	product: number,
	{ kind, columns, answers }: SavedMapping
): Promise<void> {
	const changes = { columns, answers, savedAt: new Date() };
	await database
		.insert(importMappings)
		.values({ product, kind, signature: signatureOf(columns), ...changes })
		.onConflictDoUpdate({
			target: [importMappings.product, importMappings.kind, importMappings.signature],
			set: changes
		});
	const ofKind = and(eq(importMappings.product, product), eq(importMappings.kind, kind));
	const kept = database
		.select({ signature: importMappings.signature })
		.from(importMappings)
		.where(ofKind)
		.orderBy(desc(importMappings.savedAt))
		.limit(MOST_KEPT);
	await database.delete(importMappings).where(and(ofKind, notInArray(importMappings.signature, kept)));
}
