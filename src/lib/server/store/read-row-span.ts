import type { ClickHouseClient } from './client.ts';
import type { RowTable } from './field-sql.ts';

/** When a product's first and last row of a table were given; `null` where there is none. */
export type RowSpan = Readonly<{ firstMs: number | null; lastMs: number | null }>;

// Both ends come from the primary key.
const end = (table: RowTable, order: 'ASC' | 'DESC'): string =>
	`SELECT '${order}', toUnixTimestamp64Milli(at) FROM (SELECT at FROM ${table} WHERE product = {product:UInt32} ORDER BY at ${order} LIMIT 1)`;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = [end: string, ms: string | number];

export async function readRowSpan(clickhouse: ClickHouseClient, table: RowTable, product: number): Promise<RowSpan> {
	const result = await clickhouse.query({
		query: `${end(table, 'ASC')} UNION ALL ${end(table, 'DESC')}`,
		query_params: { product },
		format: 'JSONCompactEachRow'
	});
	const ends = new Map((await result.json<Row>()).map(([name, ms]) => [name, Number(ms)]));
	return { firstMs: ends.get('ASC') ?? null, lastMs: ends.get('DESC') ?? null };
}
