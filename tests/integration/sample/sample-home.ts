import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { inject } from 'vitest';
import { createChanges } from '#lib/server/changes/create-changes.ts';
import { createIngest } from '#lib/server/ingest/create-ingest.ts';
import { registerProcess, type Registration } from '#lib/server/ingest/register-process.ts';
import { connectMetadata } from '#lib/server/metadata/connect.ts';
import { migrateMetadata } from '#lib/server/metadata/migrate.ts';
import { createSample, type Sample } from '#lib/server/sample/create-sample.ts';
import { createReleaseMirror } from '#lib/server/verdicts/create-release-mirror.ts';
import { createClickHouse } from '#lib/server/store/client.ts';
import { deleteProductRows } from '#lib/server/store/delete-product-rows.ts';
import { migrateStore, storeMigrations } from '#lib/server/store/migrate.ts';

const MIGRATIONS = 'db/clickhouse';
/** Enough for the last six weeks and something before them. */
const ROWS = 500;

async function readMigrations() {
	const names = await readdir(MIGRATIONS);
	const files = names.map(async (name) => [name, await readFile(join(MIGRATIONS, name), 'utf8')] as const);
	return storeMigrations(Object.fromEntries(await Promise.all(files)));
}

/** The newest rows of the sample alone, in a folder of their own. */
async function shortFigures(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'upshot-sample-'));
	const [header, ...lines] = gunzipSync(await readFile('db/sample/figures.csv.gz'))
		.toString()
		.trimEnd()
		.split('\n');
	const skipped = lines.slice(0, -ROWS).reduce((sum, line) => sum + Number.parseInt(line, 10), 0);
	const [first = '', ...rest] = lines.slice(-ROWS);
	const later = first.replace(/^\d+/, (after) => String(Number(after) + skipped));
	await writeFile(join(folder, 'figures.csv.gz'), gzipSync([header, later, ...rest].join('\n')));
	for (const file of ['releases.csv', 'words.json'])
		await writeFile(join(folder, file), await readFile(join('db/sample', file)));
	return folder;
}

type Options = Partial<Parameters<typeof createSample>[0]>;

/** Both stores in databases of their own, and any number of processes' samples on them. */
export async function openSampleHome() {
	const name = `sample_${randomUUID().replaceAll('-', '')}`;
	const postgres = inject('postgres');
	if ('url' in postgres) throw new Error('the tests run on the embedded PostgreSQL');
	const server = connectMetadata(postgres);
	await server.database.execute(sql.raw(`CREATE DATABASE ${name}`));
	const metadata = connectMetadata({ ...postgres, database: name });
	const { database, alone } = metadata;
	await migrateMetadata(database, 'db/metadata/migrations');

	const address = inject('clickhouse');
	const engine = createClickHouse(address, () => {});
	await engine.command({ query: `CREATE DATABASE ${name}` });
	const clickhouse = createClickHouse({ ...address, database: name }, () => {});
	await migrateStore(clickhouse, await readMigrations());

	const folder = await shortFigures();
	const changes = createChanges();
	const now = () => Date.now();
	const begun: Sample[] = [];
	const processes: Registration[] = [];

	/** What one of several processes would have. */
	async function newIngest() {
		const onError = (cause: unknown) => {
			throw cause;
		};
		const registration = await registerProcess({ metadata, clickhouse, mayShare: false, onError });
		processes.push(registration);
		return createIngest({ clickhouse, changes, registration, now });
	}

	/** The one number that the statement gives. */
	async function read(query: string): Promise<number> {
		const result = await clickhouse.query({ query, format: 'JSONCompactEachRow' });
		const [row] = await result.json<[string | number]>();
		return Number(row?.[0]);
	}

	return {
		database,
		changes,
		read,
		rows: ROWS,
		newIngest,
		newSample: async (options: Options = {}): Promise<Sample> => {
			const sample = createSample({
				database,
				alone,
				ingest: options.ingest ?? (await newIngest()),
				changes,
				deleteRows: (product) => deleteProductRows(clickhouse, product),
				mirrorReleases: createReleaseMirror({ clickhouse, database, alone }).sync,
				isWatched: () => false,
				folder,
				onError: (cause) => {
					throw cause;
				},
				now,
				...options
			});
			begun.push(sample);
			return sample;
		},
		close: async () => {
			await Promise.all(begun.map((sample) => sample.stop()));
			await Promise.all(processes.map((one) => one.end()));
			await metadata.close();
			await server.database.execute(sql.raw(`DROP DATABASE ${name}`));
			await server.close();
			await clickhouse.close();
			await engine.command({ query: `DROP DATABASE ${name}` });
			await engine.close();
			await rm(folder, { recursive: true });
		}
	};
}

export type SampleHome = Awaited<ReturnType<typeof openSampleHome>>;
