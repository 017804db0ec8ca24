import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { inject } from 'vitest';
import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import { createClickHouse, type ClickHouseClient } from '#lib/server/store/client.ts';
import { encodeEvents, encodeFeedback, insertEvents, insertFeedback } from '#lib/server/store/insert-rows.ts';
import { migrateStore, storeMigrations } from '#lib/server/store/migrate.ts';

export type QuestionStore = Readonly<{
	clickhouse: ClickHouseClient;
	/** Writes the rows as one part for each table and month. */
	insert: (product: number, rows: { feedback?: readonly FeedbackRow[]; events?: readonly EventRow[] }) => Promise<void>;
	/** Merges what there is, which builds the projections. */
	merge: () => Promise<void>;
	close: () => Promise<void>;
}>;

const MIGRATIONS = 'db/clickhouse';

export async function readMigrations() {
	const names = await readdir(MIGRATIONS);
	const files = names.map(async (name) => [name, await readFile(`${MIGRATIONS}/${name}`, 'utf8')] as const);
	return storeMigrations(Object.fromEntries(await Promise.all(files)));
}

/** The product's own tables in a database of their own; of the migrations those that are `wanted`. */
export async function openQuestionStore(wanted: (migration: number) => boolean = () => true): Promise<QuestionStore> {
	const address = inject('clickhouse');
	const database = `questions_${randomUUID().replaceAll('-', '')}`;
	const server = createClickHouse(address, () => {});
	await server.command({ query: `CREATE DATABASE ${database}` });
	const clickhouse = createClickHouse({ ...address, url: `${address.url.replace(/\/$/, '')}/${database}` }, () => {});
	const migrations = (await readMigrations()).filter(({ number }) => wanted(number));
	await migrateStore(clickhouse, migrations);
	const batch = 0n;
	return {
		clickhouse,
		insert: async (product, { feedback = [], events = [] }) => {
			const encoded = [
				encodeFeedback({ product, batch, rows: feedback }),
				encodeEvents({ product, batch, rows: events })
			] as const;
			const [answers, actions] = encoded.map(({ bytes }) => ({ pieces: [bytes], queryId: randomUUID() }));
			if (feedback.length > 0) await insertFeedback(clickhouse, answers!);
			if (events.length > 0) await insertEvents(clickhouse, actions!);
		},
		merge: async () => {
			for (const table of ['feedback', 'events']) await clickhouse.command({ query: `OPTIMIZE TABLE ${table} FINAL` });
		},
		close: async () => {
			await server.command({ query: `DROP DATABASE ${database}` });
			await clickhouse.close();
			await server.close();
		}
	};
}
