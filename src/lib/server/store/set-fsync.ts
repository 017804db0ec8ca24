import type { ClickHouseClient } from './client.ts';

const TABLES = ['feedback', 'events'] as const;

const NOW = `
	SELECT name FROM system.tables
	WHERE database = currentDatabase() AND name IN {tables:Array(String)}
		AND (position(engine_full, 'fsync_after_insert = 1') > 0) != {wanted:Bool}
`;

/**
 * Says for both tables whether an INSERT waits for the disk itself, so that its rows survive a loss of power. It belongs to
 * the table: it holds for every process.
 */
export async function setFsync(clickhouse: ClickHouseClient, wanted: boolean): Promise<void> {
	const result = await clickhouse.query({
		query: NOW,
		query_params: { tables: TABLES, wanted },
		format: 'JSONEachRow'
	});
	const value = wanted ? 1 : 0;
	for (const { name } of await result.json<{ name: string }>())
		await clickhouse.command({
			query: `ALTER TABLE {name:Identifier} MODIFY SETTING fsync_after_insert = ${value}, fsync_part_directory = ${value}`,
			query_params: { name }
		});
}
