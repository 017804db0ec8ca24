import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { inject } from 'vitest';
import { connectMetadata } from '#lib/server/metadata/connect.ts';
import { migrateMetadata } from '#lib/server/metadata/migrate.ts';
import { openQuestionStore } from '../questions/question-store.ts';

/** Both stores, empty, in databases of their own. */
export async function openVerdictHome() {
	const postgres = inject('postgres');
	if ('url' in postgres) throw new Error('the tests run on the embedded PostgreSQL');
	const name = `verdicts_${randomUUID().replaceAll('-', '')}`;
	const server = connectMetadata(postgres);
	await server.database.execute(sql.raw(`CREATE DATABASE ${name}`));
	const metadata = connectMetadata({ ...postgres, database: name });
	await migrateMetadata(metadata.database, 'db/metadata/migrations');
	const store = await openQuestionStore();
	return {
		metadata,
		store,
		/** The rows of a statement. */
		ask: async (query: string): Promise<unknown[]> => {
			const result = await store.clickhouse.query({ query, format: 'JSONCompactEachRow' });
			return result.json();
		},
		close: async () => {
			await store.close();
			await metadata.close();
			await server.database.execute(sql.raw(`DROP DATABASE ${name}`));
			await server.close();
		}
	};
}
