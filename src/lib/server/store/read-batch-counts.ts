import type { ClickHouseClient } from '@clickhouse/client';

const SQL = `
	SELECT toString(batch) AS mark, count() AS n FROM feedback
	WHERE product = {product:UInt32} AND batch IN {batches:Array(UInt64)} GROUP BY batch
	UNION ALL
	SELECT toString(batch), count() FROM events
	WHERE product = {product:UInt32} AND batch IN {batches:Array(UInt64)} GROUP BY batch
`;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = [mark: string, n: string | number];

/** How many rows there are of each batch; one that has none is absent. */
export async function readBatchCounts(
	clickhouse: ClickHouseClient,
	{ product, batches }: { product: number; batches: readonly bigint[] }
): Promise<Map<bigint, number>> {
	const counts = new Map<bigint, number>();
	if (batches.length === 0) return counts;
	const result = await clickhouse.query({
		query: SQL,
		query_params: { product, batches },
		format: 'JSONCompactEachRow'
	});
	for (const [mark, n] of await result.json<Row>())
		counts.set(BigInt(mark), (counts.get(BigInt(mark)) ?? 0) + Number(n));
	return counts;
}
