import { Readable } from 'node:stream';
import type { ClickHouseClient } from './client.ts';

/** Rows of one table that go into one file: whole months, first and last as YYYYMM, or all of a table without months. */
export type TablePart = Readonly<{ table: string; months: readonly [number, number] | null }>;

/** A file ends with the month that brings it to this many rows, so that sparse years share one. */
const ROWS_IN_FILE = 1_000_000;

/** The mirror of the releases follows the metadata: a start makes it anew. */
const TABLES = `
	SELECT name AS table, has(groupArray(column), 'received_at') AS months FROM (
		SELECT tables.name AS name, columns.name AS column
		FROM system.tables AS tables
		INNER JOIN system.columns AS columns ON columns.database = tables.database AND columns.table = tables.name
		WHERE tables.database = currentDatabase() AND tables.engine LIKE '%MergeTree' AND tables.name NOT IN ('migrations', 'releases')
	)
	GROUP BY name ORDER BY name
`;

const MONTHS = `
	SELECT toYYYYMM(at) AS month, count() AS n FROM {table:Identifier}
	WHERE received_at <= fromUnixTimestamp64Milli({cut_ms:Int64}, 'UTC') GROUP BY month ORDER BY month
`;

const rowsOf = ({ months }: TablePart): string =>
	months === null
		? 'FROM {table:Identifier}'
		: `FROM {table:Identifier} WHERE toYYYYMM(at) BETWEEN {first:UInt32} AND {last:UInt32}
			AND received_at <= fromUnixTimestamp64Milli({cut_ms:Int64}, 'UTC')`;

const parametersOf = ({ table, months }: TablePart, cutMs: number): object => ({
	table,
	cut_ms: cutMs,
	...(months && { first: months[0], last: months[1] })
});

async function ask<Row>(clickhouse: ClickHouseClient, query: string, query_params: object = {}): Promise<Row[]> {
	const result = await clickhouse.query({ query, query_params: { ...query_params }, format: 'JSONEachRow' });
	return result.json<Row>();
}

/** ClickHouse's clock, epoch milliseconds. */
export async function readStoreClock(clickhouse: ClickHouseClient): Promise<number> {
	const [row] = await ask<{ ms: string }>(clickhouse, 'SELECT toUnixTimestamp64Milli(now64(3)) AS ms');
	return Number(row?.ms);
}

function spansOf(months: readonly Readonly<{ month: number; n: string }>[]): [number, number][] {
	const spans: [number, number][] = [];
	let rows = Infinity;
	for (const { month, n } of months) {
		const last = spans.at(-1);
		if (last && rows < ROWS_IN_FILE) last[1] = month;
		else {
			spans.push([month, month]);
			rows = 0;
		}
		rows += Number(n);
	}
	return spans;
}

/** Every table of the store and its spans of months, with rows received until `cutMs`. */
export async function readTableParts(clickhouse: ClickHouseClient, cutMs: number): Promise<TablePart[]> {
	const parts: TablePart[] = [];
	for (const { table, months } of await ask<{ table: string; months: number }>(clickhouse, TABLES)) {
		if (!months) parts.push({ table, months: null });
		else
			for (const span of spansOf(await ask(clickhouse, MONTHS, { table, cut_ms: cutMs })))
				parts.push({ table, months: span });
	}
	return parts;
}

/** How many rows a part has. */
export async function countPart(clickhouse: ClickHouseClient, part: TablePart, cutMs: number): Promise<number> {
	const query = `SELECT count() AS n ${rowsOf(part)}`;
	const [row] = await ask<{ n: string }>(clickhouse, query, parametersOf(part, cutMs));
	return Number(row?.n);
}

/** A part's rows in ClickHouse's own format. */
export async function readPart(
	clickhouse: ClickHouseClient,
	part: TablePart,
	cutMs: number
): Promise<AsyncIterable<Uint8Array>> {
	const { stream } = await clickhouse.exec({
		query: `SELECT * ${rowsOf(part)} FORMAT Native`,
		query_params: { ...parametersOf(part, cutMs) }
	});
	return stream;
}

/** Stores a part's rows as `readPart` gave them. */
export async function insertPart(
	clickhouse: ClickHouseClient,
	{ table, rows }: { table: string; rows: NodeJS.ReadableStream & AsyncIterable<Uint8Array> }
): Promise<void> {
	const { stream } = await clickhouse.exec({
		query: 'INSERT INTO {table:Identifier} FORMAT Native',
		query_params: { table },
		values: Readable.from(rows, { objectMode: false }),
		clickhouse_settings: {
			async_insert: 0,
			insert_deduplicate: 0,
			max_partitions_per_insert_block: '0',
			wait_end_of_query: 1
		}
	});
	for await (const _ of stream) void _;
}

/** The numbers of the migrations that made the tables. */
export async function readStoreMigrations(clickhouse: ClickHouseClient): Promise<number[]> {
	const rows = await ask<{ number: number }>(clickhouse, 'SELECT DISTINCT number FROM migrations ORDER BY number');
	return rows.map(({ number }) => Number(number));
}

/** Whether no table has a row. */
export async function isStoreEmpty(clickhouse: ClickHouseClient): Promise<boolean> {
	for (const { table } of await ask<{ table: string }>(clickhouse, TABLES))
		if ((await countPart(clickhouse, { table, months: null }, 0)) > 0) return false;
	return true;
}
