import { statfs } from 'node:fs/promises';
import { readStoreClock, readStoreMigrations } from '#lib/server/store/backup-tables.ts';
import { checkRows } from '#lib/server/store/check-rows.ts';
import { readProducts } from '#lib/server/metadata/products.ts';
import { readReleases } from '#lib/server/metadata/releases.ts';
import { readMirroredReleases } from '#lib/server/store/mirrored-releases.ts';
import { mirrorDifferences } from '#lib/server/verdicts/mirror-differences.ts';
import { grouped } from '../printable.ts';
import { openStore, type OpenStore } from './open-store.ts';

/** One thing that was looked at; `advice` says what to do where it is not well. */
export type Finding = Readonly<{ what: string; advice?: string }>;

const CHECK_S = 3600;
const NEEDED_BYTES = 2_000_000_000;
const MOST_SKEW_MS = 2000;

async function versions({ clickhouse, metadata, newestStoreMigration }: OpenStore): Promise<Finding> {
	const store = Math.max(0, ...(await readStoreMigrations(clickhouse)));
	const [newest] = await metadata.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations`;
	const what = `tables: version ${store} in ClickHouse, ${newest?.n ?? 0} steps in PostgreSQL`;
	return store === newestStoreMigration ? { what } : { what, advice: 'Start the server once: it updates them.' };
}

async function rows({ clickhouse }: OpenStore, table: 'feedback' | 'events'): Promise<Finding> {
	const { rows: count, differences, brokenParts, mutations } = await checkRows(clickhouse, table, CHECK_S);
	const what = `${table}: ${grouped(count)} rows; ${differences} cells differ from the projection; ${brokenParts} broken parts; ${mutations} deletions or rollups under way`;
	if (brokenParts > 0) return { what, advice: 'The disk lost data. Restore the last backup into an empty folder.' };
	if (differences > 0 && mutations > 0) return { what, advice: 'Let the server finish what is under way; look again.' };
	if (differences > 0)
		return {
			what,
			advice: 'The rows are right and the rollup is not: back up, restore into an empty folder, report it.'
		};
	return { what };
}

async function orphans({ clickhouse, metadata }: OpenStore): Promise<Finding> {
	const known = await metadata.sql<{ number: number }[]>`SELECT number FROM products`;
	const result = await clickhouse.query({
		query: `SELECT count() AS n FROM (
				SELECT product FROM feedback UNION ALL SELECT product FROM events UNION ALL SELECT product FROM verdicts
			)
			WHERE product NOT IN {known:Array(UInt32)}`,
		query_params: { known: known.map(({ number }) => number) },
		format: 'JSONEachRow'
	});
	const [row] = await result.json<{ n: string }>();
	const what = `products: ${known.length}; ${grouped(Number(row?.n))} rows of products that are gone`;
	return Number(row?.n) === 0 ? { what } : { what, advice: 'Nobody sees those rows; they only take room.' };
}

async function releases({ clickhouse, metadata }: OpenStore): Promise<Finding> {
	const numbers = new Set((await readProducts(metadata.database)).map(({ number }) => number));
	const mirrored = await readMirroredReleases(clickhouse, null);
	for (const { product } of mirrored) numbers.add(product);
	let count = 0;
	let differences = 0;
	for (const product of numbers) {
		const kept = await readReleases(metadata.database, product);
		count += kept.length;
		const copies = mirrored.filter((one) => one.product === product);
		differences += mirrorDifferences(product, kept, copies).length;
	}
	const what = `releases: ${grouped(count)}; ${grouped(differences)} differ in ClickHouse`;
	return differences === 0 ? { what } : { what, advice: 'Start the server once: it copies them anew.' };
}

async function disk({ dataDir, isEmbedded }: OpenStore): Promise<Finding> {
	if (!isEmbedded) return { what: 'disk: that of the databases’ own servers' };
	const { bavail, bsize } = await statfs(dataDir);
	const free = bavail * bsize;
	const what = `disk: ${grouped(Math.floor(free / 1e6))} MB left in ${dataDir}`;
	return free > NEEDED_BYTES ? { what } : { what, advice: 'Make room before it is full: then nothing can be stored.' };
}

async function clocks({ clickhouse, metadata }: OpenStore): Promise<Finding> {
	const store = (await readStoreClock(clickhouse)) - Date.now();
	const [row] = await metadata.sql<{ ms: number }[]>`SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms`;
	const database = (row?.ms ?? NaN) - Date.now();
	const what = `clocks: ClickHouse ${Math.round(store)} ms, PostgreSQL ${Math.round(database)} ms from this one`;
	const isFine = Math.abs(store) < MOST_SKEW_MS && Math.abs(database) < MOST_SKEW_MS;
	return isFine
		? { what }
		: { what, advice: 'Set the clocks by NTP: the seven days of an id and “now” depend on them.' };
}

/** Everything worth looking at while no server runs, one finding each. */
export async function* examine(environment: NodeJS.ProcessEnv): AsyncGenerator<Finding> {
	const store = await openStore(environment);
	try {
		for (const look of [
			versions,
			(open: OpenStore) => rows(open, 'feedback'),
			(open: OpenStore) => rows(open, 'events'),
			orphans,
			releases,
			disk,
			clocks
		])
			yield await look(store).catch((cause: unknown) => ({
				what: cause instanceof Error ? cause.message : String(cause),
				advice: 'This could not be looked at: start the server once, stop it, and look again.'
			}));
	} finally {
		await store.close();
	}
}
