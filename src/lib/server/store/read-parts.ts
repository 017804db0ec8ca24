import type { TimeRange } from '#lib/domain/time-range.ts';
import type { ClickHouseClient } from './client.ts';
import type { RowTable } from './read-known-ids.ts';

/** A file of rows that never changes: what an INSERT adds, and what merges and mutations replace by another one. */
export type Part = Readonly<{
	table: RowTable;
	name: string;
	/** The month of its rows, `202611`. */
	partition: string;
	/** The INSERTs whose rows it holds, numbered within the partition. */
	minBlock: number;
	maxBlock: number;
	/** The last mutation that went over it; 0 for none. */
	mutation: number;
	rows: number;
	/** Whether some of its rows count no more (a lightweight DELETE). */
	hasHoles: boolean;
	/** By ClickHouse's own clock. */
	ageMs: number;
}>;

// All of it from ClickHouse's memory: what it costs follows the number of parts, never that of rows.
const PARTS = `
	SELECT table, name, partition_id, min_block_number, max_block_number, rows, has_lightweight_delete,
		dateDiff('second', modification_time, now())
	FROM system.parts
	WHERE active AND database = currentDatabase() AND table IN ('feedback', 'events')
`;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type PartRow = [
	table: RowTable,
	name: string,
	partition: string,
	minBlock: string | number,
	maxBlock: string | number,
	rows: string | number,
	holes: number,
	ageSeconds: string | number
];

/** In `202611_3_7_1_9` the mutation is what stands behind the level. */
const mutationOf = (name: string): number => Number(name.split('_')[4] ?? 0);

const toPart = ([table, name, partition, minBlock, maxBlock, rows, holes, ageSeconds]: PartRow): Part => ({
	table,
	name,
	partition,
	minBlock: Number(minBlock),
	maxBlock: Number(maxBlock),
	mutation: mutationOf(name),
	rows: Number(rows),
	hasHoles: holes > 0,
	ageMs: Number(ageSeconds) * 1000
});

/** The parts of both tables that queries read now. */
export async function readParts(clickhouse: ClickHouseClient): Promise<Part[]> {
	const result = await clickhouse.query({ query: PARTS, format: 'JSONCompactEachRow' });
	return (await result.json<PartRow>()).map(toPart);
}

const ranges = (table: RowTable): string => `
	SELECT product, toUnixTimestamp64Milli(min(at)), toUnixTimestamp64Milli(max(at))
	FROM ${table}
	WHERE product IN {products:Array(UInt32)} AND _part IN {parts:Array(String)}
	GROUP BY product
`;
const RANGES = { feedback: ranges('feedback'), events: ranges('events') } as const;

type RangeRow = [product: number, fromMs: string | number, lastMs: string | number];

/** Where the rows of some products lie in some parts; a product without any is absent. */
export async function readPartRanges(
	clickhouse: ClickHouseClient,
	{ table, parts, products }: { table: RowTable; parts: readonly string[]; products: readonly number[] }
): Promise<{ product: number; range: TimeRange }[]> {
	const result = await clickhouse.query({
		query: RANGES[table],
		query_params: { parts, products },
		format: 'JSONCompactEachRow'
	});
	return (await result.json<RangeRow>()).map(([product, fromMs, lastMs]) => ({
		product,
		range: { fromMs: Number(fromMs), toMs: Number(lastMs) + 1 }
	}));
}
