import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { deleteImport, readImport } from '#lib/server/metadata/imports.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { deleteBatch, readBatch } from '#lib/server/store/delete-batch.ts';
import type { Ingest } from './create-ingest.ts';

type Options = Readonly<{ clickhouse: ClickHouseClient; database: Database; ingest: Ingest; changes: Changes }>;

const TABLES = ['feedback', 'events'] as const;

/** What an undone import took with it. */
export type Undone = Readonly<{ rows: number; versions: readonly string[] }>;

/**
 * Takes an import with all of its rows and releases back; `null` when the product has no such import. The
 * record goes last but one: a crash before leaves an import that can be undone again, and rows that were under way
 * are looked for once more after it.
 */
export async function undoImport(
	{ clickhouse, database, ingest, changes }: Options,
	product: number,
	id: string
): Promise<Undone | null> {
	const found = await readImport(database, product, id);
	if (!found) return null;
	let removed = 0;
	const sweep = async () => {
		for (const table of TABLES) {
			const { rows, range } = await readBatch(clickhouse, { table, product, batch: found.batch });
			if (!range) continue;
			await deleteBatch(clickhouse, { table, product, batch: found.batch });
			removed += rows;
			changes.publish({ product, table, range });
		}
	};
	await sweep();
	const versions = await deleteImport(database, product, id);
	await ingest.idle();
	await sweep();
	return { rows: removed, versions };
}
