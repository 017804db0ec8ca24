import type { StatementCost } from '#lib/domain/statement.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import { ANALYST_VIEWS } from './analyst-views.ts';
import type { ClickHouseClient } from './client.ts';

const ROWS = `SELECT count() AS n FROM {table:Identifier} WHERE product = {product:UInt32}
	AND at >= fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')`;

/** Of all products together: what one row weighs is nobody's secret. */
const BYTES = `SELECT ifNull(sum(data_uncompressed_bytes) / nullIf(sum(rows), 0), 0) AS n FROM system.parts
	WHERE active AND database = currentDatabase() AND table = {table:String}`;

async function numberOf(clickhouse: ClickHouseClient, query: string, query_params: Record<string, unknown>) {
	const result = await clickhouse.query({ query, query_params, format: 'JSONEachRow' });
	const [row] = await result.json<{ n: string | number }>();
	return Number(row?.n ?? 0);
}

/** The product's rows of these tables, those of the range where there is one, and what they weigh in whole. */
export async function readStatementCost(
	clickhouse: ClickHouseClient,
	{ product, tables, range }: { product: number; tables: readonly string[]; range: TimeRange | null }
): Promise<StatementCost> {
	const cost = { rows: 0, bytes: 0 };
	for (const { name, table } of ANALYST_VIEWS.filter((view) => tables.includes(view.name))) {
		const isTimed = name === 'feedback' || name === 'events';
		const { fromMs, toMs } = (isTimed && range) || { fromMs: 0, toMs: Date.UTC(2200) };
		const rows = await numberOf(clickhouse, ROWS, { table, product, from_ms: fromMs, to_ms: toMs });
		cost.rows += rows;
		cost.bytes += Math.round(rows * (await numberOf(clickhouse, BYTES, { table })));
	}
	return { tables, ...cost };
}
