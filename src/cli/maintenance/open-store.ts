import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#lib/server/config.ts';
import { startEngines } from '#lib/server/engines/start-engines.ts';
import { connectMetadata, type Metadata } from '#lib/server/metadata/connect.ts';
import { migrateMetadata } from '#lib/server/metadata/migrate.ts';
import { createClickHouse, ensureDatabase, withDatabase, type ClickHouseClient } from '#lib/server/store/client.ts';
import { migrateStore, storeMigrations } from '#lib/server/store/migrate.ts';
import { ServerError } from '../failures.ts';

const MIGRATIONS = import.meta.glob<string>('/db/clickhouse/*.sql', { query: '?raw', import: 'default', eager: true });

/** Both databases without a server in front of them. */
export type OpenStore = Readonly<{
	clickhouse: ClickHouseClient;
	metadata: Metadata;
	dataDir: string;
	isEmbedded: boolean;
	/** Brings the tables to this version. */
	migrate: () => Promise<void>;
	/** The newest migrations this version knows. */
	newestStoreMigration: number;
	close: () => Promise<void>;
}>;

/** The project's folder, wherever the built command lies in it. */
function projectRoot(): string {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
	return folder;
}

/**
 * Starts or reaches the databases as a server would, which must not run.
 * @throws ServerError with what to do
 */
export async function openStore(environment: NodeJS.ProcessEnv): Promise<OpenStore> {
	const root = projectRoot();
	const config = readConfig(environment, root);
	const { clickhouseUrl, databaseUrl, dataDir } = config;
	const silent = { info: () => {}, warn: () => {}, error: () => {} };
	const engines = await startEngines({
		...{ dataDir, root, log: silent },
		...(clickhouseUrl !== null && { clickhouseUrl }),
		...(databaseUrl !== null && { databaseUrl })
	}).catch((cause: unknown) => {
		throw new ServerError(cause instanceof Error ? cause.message : String(cause));
	});
	const store =
		clickhouseUrl === null ? { ...engines.clickhouse, database: 'upshot' } : withDatabase(engines.clickhouse);
	const clickhouse = createClickHouse(store, () => {});
	const metadata = connectMetadata(engines.postgres);
	const migrations = storeMigrations(MIGRATIONS);
	return {
		clickhouse,
		metadata,
		dataDir,
		isEmbedded: clickhouseUrl === null || databaseUrl === null,
		newestStoreMigration: Math.max(0, ...migrations.map(({ number }) => number)),
		migrate: () =>
			metadata.alone('upshot-migrations', async () => {
				await ensureDatabase(store);
				await migrateMetadata(metadata.database, join(root, 'db/metadata/migrations'));
				await migrateStore(clickhouse, migrations);
			}),
		close: async () => {
			await Promise.all([clickhouse.close(), metadata.close()]);
			await engines.stop();
		}
	};
}
