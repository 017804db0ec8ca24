import type { BackupManifest } from '#lib/domain/backup.ts';
import { isMetadataEmpty, restoreMetadata } from '#lib/server/metadata/backup-tables.ts';
import { countPart, insertPart, isStoreEmpty } from '#lib/server/store/backup-tables.ts';
import { createReleaseMirror } from '#lib/server/verdicts/create-release-mirror.ts';
import { openBackupFile } from '../backup-folder.ts';
import { ServerError, UsageError } from '../failures.ts';
import { openStore, type OpenStore } from './open-store.ts';

async function fill(store: OpenStore, folder: string, { files, sequences }: BackupManifest): Promise<void> {
	const rows = new Map<string, number>();
	for (const file of files.filter(({ engine }) => engine === 'clickhouse')) {
		await insertPart(store.clickhouse, { table: file.table, rows: openBackupFile(folder, file) });
		rows.set(file.table, (rows.get(file.table) ?? 0) + file.rows);
	}
	for (const [table, expected] of rows) {
		const found = await countPart(store.clickhouse, { table, months: null }, 0);
		if (found !== expected)
			throw new ServerError(
				`${table} has ${found} rows and should have ${expected}. Empty the target and restore again.`
			);
	}
	// Last: without its metadata a target is still taken for an unfinished one.
	const tables = files.filter(({ engine }) => engine === 'postgresql');
	await restoreMetadata(store.metadata.sql, { tables, sequences }, (table) => {
		const file = tables.find((one) => one.table === table);
		if (!file) throw new Error(`The backup has no table ${table}.`);
		return openBackupFile(folder, file);
	});
}

/**
 * Puts a verified backup into empty databases, as the environment names them, while no server runs.
 * @throws UsageError when there is anything in them, or a newer version wrote the backup
 */
export async function restore(folder: string, manifest: BackupManifest, environment: NodeJS.ProcessEnv): Promise<void> {
	const store = await openStore(environment);
	try {
		await store.migrate();
		if (Math.max(0, ...manifest.storeMigrations) > store.newestStoreMigration)
			throw new UsageError('The backup was written by a newer version of Upshot. Update Upshot first.');
		const empty = (await isMetadataEmpty(store.metadata.sql)) && (await isStoreEmpty(store.clickhouse));
		if (!empty)
			throw new UsageError(
				'The databases are not empty. Point UPSHOT_DATA_DIR at a new folder, or the URLs at new databases.'
			);
		await fill(store, folder, manifest);
		const { clickhouse, metadata } = store;
		await createReleaseMirror({ clickhouse, database: metadata.database, alone: metadata.alone }).heal();
	} finally {
		await store.close();
	}
}
