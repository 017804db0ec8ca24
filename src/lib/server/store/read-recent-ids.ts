import type { ClickHouseClient } from '@clickhouse/client';
import type { RowTable } from './read-known-ids.ts';

const SQL = {
	feedback: `SELECT product, id, toUnixTimestamp64Milli(received_at) FROM feedback WHERE received_at > now64(3, 'UTC') - INTERVAL 7 DAY`,
	events: `SELECT product, id, toUnixTimestamp64Milli(received_at) FROM events WHERE received_at > now64(3, 'UTC') - INTERVAL 7 DAY`
} as const;

/** Calls `onId` for every row received within the last seven days, in no order. */
export async function readRecentIds(
	clickhouse: ClickHouseClient,
	table: RowTable,
	onId: (product: number, id: string, receivedMs: number) => void
): Promise<void> {
	const result = await clickhouse.query({ query: SQL[table], format: 'JSONCompactEachRow' });
	for await (const rows of result.stream<[number, string, string]>())
		for (const row of rows) {
			const [product, id, receivedMs] = row.json();
			onId(product, id, Number(receivedMs));
		}
}
