import { sql } from 'drizzle-orm';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Database } from './connect.ts';

const Journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

/** When the newest migration in the database was made, epoch milliseconds; 0 in an empty one. */
async function newestApplied(database: Database): Promise<number> {
	const [table] = await database.execute(
		sql`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS present`
	);
	if (table?.present !== true) return 0;
	const [row] = await database.execute(sql`SELECT max(created_at) AS newest FROM drizzle.__drizzle_migrations`);
	return Number(row?.newest ?? 0);
}

/**
 * Brings the metadata to this version's tables; the caller holds the lock that keeps two processes apart.
 * @throws Error when a newer version wrote them
 */
export async function migrateMetadata(database: Database, folder: string): Promise<void> {
	const journal = Journal.parse(JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8')));
	const known = Math.max(0, ...journal.entries.map(({ when }) => when));
	if ((await newestApplied(database)) > known)
		throw new Error(
			'The PostgreSQL data was written by a newer version of Upshot. Update Upshot, or point UPSHOT_DATA_DIR or DATABASE_URL elsewhere.'
		);
	await migrate(database, { migrationsFolder: folder });
}
