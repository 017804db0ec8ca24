import type { ClickHouseClient } from './client.ts';

/** Takes what was said of releases away; resolves when nothing of it is left on disk. */
export async function deleteVerdicts(
	clickhouse: ClickHouseClient,
	product: number,
	releases: readonly string[]
): Promise<void> {
	await clickhouse.command({
		query: `ALTER TABLE verdicts DELETE WHERE product = {product:UInt32} AND release IN {releases:Array(String)}
			SETTINGS mutations_sync = 2`,
		query_params: { product, releases }
	});
}
