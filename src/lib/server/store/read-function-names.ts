import type { ClickHouseClient } from './client.ts';

/** The name of every function that this ClickHouse has, in small letters. */
export async function readFunctionNames(clickhouse: ClickHouseClient): Promise<ReadonlySet<string>> {
	const result = await clickhouse.query({
		query: 'SELECT DISTINCT lower(name) FROM system.functions',
		format: 'JSONCompactEachRow'
	});
	return new Set((await result.json<[name: string]>()).map(([name]) => name));
}
