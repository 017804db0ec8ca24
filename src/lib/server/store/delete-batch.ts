import type { ClickHouseClient } from '@clickhouse/client';
import type { TimeRange } from '#lib/domain/time-range.ts';
import type { RowTable } from './read-known-ids.ts';

const RANGE = {
	feedback:
		'SELECT count() AS n, toUnixTimestamp64Milli(min(at)) AS from_ms, toUnixTimestamp64Milli(max(at)) AS to_ms FROM feedback WHERE product = {product:UInt32} AND batch = {batch:UInt64}',
	events:
		'SELECT count() AS n, toUnixTimestamp64Milli(min(at)) AS from_ms, toUnixTimestamp64Milli(max(at)) AS to_ms FROM events WHERE product = {product:UInt32} AND batch = {batch:UInt64}'
} as const;

const DELETE = {
	feedback: 'ALTER TABLE feedback DELETE WHERE product = {product:UInt32} AND batch = {batch:UInt64}',
	events: 'ALTER TABLE events DELETE WHERE product = {product:UInt32} AND batch = {batch:UInt64}'
} as const;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = Record<'n' | 'from_ms' | 'to_ms', string | number>;

/** Which rows a batch brought and where they lie; `range` is `null` when there are none. */
export async function readBatch(
	clickhouse: ClickHouseClient,
	{ table, product, batch }: { table: RowTable; product: number; batch: bigint }
): Promise<{ rows: number; range: TimeRange | null }> {
	const result = await clickhouse.query({
		query: RANGE[table],
		query_params: { product, batch: String(batch) },
		format: 'JSONEachRow'
	});
	const [row] = await result.json<Row>();
	const rows = Number(row?.n ?? 0);
	return { rows, range: row && rows > 0 ? { fromMs: Number(row.from_ms), toMs: Number(row.to_ms) + 1 } : null };
}

/**
 * Takes a batch's rows away; resolves when no query sees them any more. A mutation, never a lightweight DELETE: only
 * the former keeps the projections right.
 */
export async function deleteBatch(
	clickhouse: ClickHouseClient,
	{ table, product, batch }: { table: RowTable; product: number; batch: bigint }
): Promise<void> {
	await clickhouse.command({
		query: DELETE[table],
		query_params: { product, batch: String(batch) },
		clickhouse_settings: { mutations_sync: '2' }
	});
}
