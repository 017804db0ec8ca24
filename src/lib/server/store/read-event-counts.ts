import { createBindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import { bucketSource, checkBuckets, type Buckets } from './read-respondents.ts';

/** Events of one version in one bucket, and how many customers they came from; events without a customer are of none. */
export type EventCount = Readonly<{ bucket: number; version: string; n: number; customers: number }>;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = [bucket: string | number, version: string, n: string | number, customers: string | number];

/** Events by bucket and version, in order; buckets without any are not there. */
export async function readEventCounts(clickhouse: ClickHouseClient, buckets: Buckets): Promise<EventCount[]> {
	checkBuckets(buckets);
	const bindings = createBindings();
	const { bucket, from } = bucketSource('events', buckets, bindings);
	const result = await clickhouse.query({
		query: `SELECT ${bucket} AS bucket, version, count() AS n, uniqExactIf(customer, customer != '') AS customers ${from}
			GROUP BY bucket, version ORDER BY bucket, version`,
		query_params: bindings.values,
		format: 'JSONCompactEachRow'
	});
	return (await result.json<Row>()).map(([index, version, n, customers]) => ({
		bucket: Number(index),
		version,
		n: Number(n),
		customers: Number(customers)
	}));
}
