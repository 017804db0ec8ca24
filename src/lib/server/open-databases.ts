import { join } from 'node:path';
import type { Engines } from '#lib/server/engines/start-engines.ts';
import { connectMetadata, type Metadata } from '#lib/server/metadata/connect.ts';
import { migrateMetadata } from '#lib/server/metadata/migrate.ts';
import {
	createClickHouse,
	ensureDatabase,
	withDatabase,
	type ClickHouseAddress,
	type ClickHouseClient
} from '#lib/server/store/client.ts';
import { migrateStore, storeMigrations } from '#lib/server/store/migrate.ts';
import { setFsync } from '#lib/server/store/set-fsync.ts';
import type { Config } from './config.ts';
import { EMBEDDED_DATABASE, runningEngines } from './running-engines.ts';
import type { Runtime } from './runtime.ts';

const MIGRATIONS = import.meta.glob<string>('/db/clickhouse/*.sql', { query: '?raw', import: 'default', eager: true });

type Options = Readonly<{
	config: Config;
	log: Parameters<typeof runningEngines>[2];
	/** Told of every statement that ClickHouse gets. */
	onStatement: () => void;
}>;

/** Both databases, with the tables of this version; one process at a time makes them. */
export async function openDatabases(
	runtime: Runtime,
	{ config, log, onStatement }: Options
): Promise<{
	engines: Engines;
	metadata: Metadata;
	clickhouse: ClickHouseClient;
	/** Where ClickHouse is. */
	store: ClickHouseAddress;
}> {
	const engines = await runningEngines(runtime, config, log);
	const metadata = connectMetadata(engines.postgres);
	const store =
		config.clickhouseUrl === null
			? { ...engines.clickhouse, database: EMBEDDED_DATABASE }
			: withDatabase(engines.clickhouse);
	const clickhouse = createClickHouse(store, onStatement);
	await metadata.alone('upshot-migrations', async () => {
		await ensureDatabase(store);
		await migrateMetadata(metadata.database, join(runtime.root, 'db/metadata/migrations'));
		await migrateStore(clickhouse, storeMigrations(MIGRATIONS));
		await setFsync(clickhouse, config.fsync);
	});
	return { engines, metadata, clickhouse, store };
}
