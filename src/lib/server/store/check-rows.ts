import type { ClickHouseClient } from './client.ts';
import type { RowTable } from './read-known-ids.ts';

/** What a table's rows say, read as they are and through its projection. */
export type RowCheck = Readonly<{
	table: RowTable;
	rows: number;
	/** Cells of the projection that differ from the rows they stand for; 0 when all is well. */
	differences: number;
	/** Parts that the server set aside because it could not read them. */
	brokenParts: number;
	/** Deletions, and rollups of older rows, that are still under way: until they are done, two readings may differ. */
	mutations: number;
}>;

const CELLS = {
	feedback: 'product, toStartOfFifteenMinutes(at) AS quarter, scale, score, version, channel',
	events: 'product, toStartOfFifteenMinutes(at) AS quarter, name, version'
} as const;

const cells = (table: RowTable, sign: 1 | -1): string =>
	`SELECT ${CELLS[table]}, toInt64(count()) * ${sign} AS n FROM ${table}
	GROUP BY ALL SETTINGS optimize_use_projections = ${sign === 1 ? 0 : 1}`;

const differences = (table: RowTable): string =>
	`SELECT countIf(difference != 0) AS n, sum(positive) AS rows FROM (
		SELECT sum(n) AS difference, sumIf(n, n > 0) AS positive FROM (${cells(table, 1)} UNION ALL ${cells(table, -1)})
		GROUP BY ${CELLS[table].replace('toStartOfFifteenMinutes(at) AS ', '')}
	)`;

const COUNTS = `SELECT
	(SELECT count() FROM system.detached_parts
		WHERE database = currentDatabase() AND table = {table:String} AND reason LIKE 'broken%') AS broken,
	(SELECT count() FROM system.mutations
		WHERE database = currentDatabase() AND table = {table:String} AND NOT is_done) AS mutations`;

/**
 * Compares every cell of the projection with the rows.
 * @throws Error also when it takes longer than `mostSeconds`
 */
export async function checkRows(clickhouse: ClickHouseClient, table: RowTable, mostSeconds: number): Promise<RowCheck> {
	const ask = async <Row>(query: string): Promise<Row | undefined> => {
		const result = await clickhouse.query({
			query,
			query_params: { table },
			format: 'JSONEachRow',
			clickhouse_settings: { max_execution_time: mostSeconds, max_bytes_before_external_group_by: '100000000' }
		});
		return (await result.json<Row>())[0];
	};
	const counts = await ask<Record<'broken' | 'mutations', string | number>>(COUNTS);
	const cell = await ask<Record<'n' | 'rows', string | number>>(differences(table));
	return {
		table,
		rows: Number(cell?.rows ?? 0),
		differences: Number(cell?.n ?? 0),
		brokenParts: Number(counts?.broken ?? 0),
		mutations: Number(counts?.mutations ?? 0)
	};
}
