import type { ClickHouseClient } from '@clickhouse/client';

/** One numbered file of db/clickhouse. */
export type StoreMigration = Readonly<{ number: number; name: string; sql: string }>;

/** `0001-feedback.sql` and its text → a migration; in the order of their numbers. */
export function storeMigrations(files: Readonly<Record<string, string>>): StoreMigration[] {
	return Object.entries(files)
		.map(([path, sql]) => {
			const name = path.slice(path.lastIndexOf('/') + 1);
			return { number: Number.parseInt(name, 10), name, sql };
		})
		.toSorted((a, b) => a.number - b.number);
}

const PROJECTION_SETTING = 'materialize_projections_on_insert';

/**
 * Table settings this server knows. Building the projection at merge halves the cost of small inserts; a server from
 * before April 2026 builds it at insert instead.
 */
async function tableSettings(clickhouse: ClickHouseClient): Promise<string> {
	const result = await clickhouse.query({
		query: 'SELECT count() AS n FROM system.merge_tree_settings WHERE name = {name:String}',
		query_params: { name: PROJECTION_SETTING },
		format: 'JSONEachRow'
	});
	const [row] = await result.json<{ n: string | number }>();
	return Number(row?.n) > 0 ? `SETTINGS ${PROJECTION_SETTING} = 0, materialize_projections_on_merge = 1` : '';
}

async function appliedNumbers(clickhouse: ClickHouseClient): Promise<number[]> {
	await clickhouse.command({
		query: `CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'))
			ENGINE = MergeTree ORDER BY number`
	});
	const result = await clickhouse.query({ query: 'SELECT DISTINCT number FROM migrations', format: 'JSONEachRow' });
	return (await result.json<{ number: number }>()).map((row) => Number(row.number));
}

/**
 * Brings the store to this version's tables. A statement cut off half-way is repeated at the next start; the caller
 * holds the lock that keeps two processes apart.
 * @throws Error when the store was written by a newer version
 */
export async function migrateStore(clickhouse: ClickHouseClient, migrations: readonly StoreMigration[]): Promise<void> {
	const applied = new Set(await appliedNumbers(clickhouse));
	const newest = Math.max(0, ...migrations.map(({ number }) => number));
	const unknown = Math.max(0, ...applied);
	if (unknown > newest)
		throw new Error(
			`The ClickHouse data was written by a newer version of Upshot (table version ${unknown}, this one knows ${newest}). Update Upshot, or point UPSHOT_DATA_DIR or CLICKHOUSE_URL elsewhere.`
		);
	const settings = await tableSettings(clickhouse);
	for (const { number, name, sql } of migrations) {
		if (applied.has(number)) continue;
		const statements = sql.replaceAll('/*settings*/', settings).split(/;\s*$/m);
		for (const statement of statements)
			if (statement.trim())
				await clickhouse.command({ query: statement.replace(/CREATE TABLE (?!IF)/, 'CREATE TABLE IF NOT EXISTS ') });
		await clickhouse.insert({ table: 'migrations', values: [{ number, name }], format: 'JSONEachRow' });
	}
}
