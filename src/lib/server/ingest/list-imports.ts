import type { ImportEntry } from '#lib/domain/import.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { countImportedReleases, readImports } from '#lib/server/metadata/imports.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readBatchCounts } from '#lib/server/store/read-batch-counts.ts';

/** The product's imports with what is there of each, newest first. */
export async function listImports(
	{ clickhouse, database }: { clickhouse: ClickHouseClient; database: Database },
	product: number
): Promise<ImportEntry[]> {
	const imports = await readImports(database, product);
	const [rows, releases] = await Promise.all([
		readBatchCounts(clickhouse, { product, batches: imports.map(({ batch }) => batch) }),
		countImportedReleases(database, product)
	]);
	return imports.map(({ id, name, kind, via, batch, createdAt }) => ({
		...{ id, name, kind, via },
		at: createdAt.toISOString(),
		rows: (rows.get(batch) ?? 0) + (releases.get(id) ?? 0)
	}));
}
