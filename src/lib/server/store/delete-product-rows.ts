import type { ClickHouseClient } from './client.ts';

const TABLES = `
	SELECT DISTINCT table FROM system.columns
	WHERE database = currentDatabase() AND name = 'product' AND table IN (
		SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
	)
	ORDER BY table
`;

/** Takes every row of a product out of every table that has products; resolves when none is left on disk. */
export async function deleteProductRows(clickhouse: ClickHouseClient, product: number): Promise<void> {
	const result = await clickhouse.query({ query: TABLES, format: 'JSONEachRow' });
	const tables = await result.json<{ table: string }>();
	await Promise.all(
		tables.map(({ table }) =>
			clickhouse.command({
				query: 'ALTER TABLE {table:Identifier} DELETE WHERE product = {product:UInt32} SETTINGS mutations_sync = 2',
				query_params: { table, product }
			})
		)
	);
}
