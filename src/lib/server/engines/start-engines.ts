import type { AnalystRights, AnalystSeats } from './analyst-seats.ts';
import { checkClickhouse, checkPostgres } from './check-external.ts';
import { asFolderError, prepareDataFolder } from './data-folder.ts';
import { lockDataFolder } from './data-lock.ts';
import { type ClickhouseAddress, type EngineState, externalEngine, type PostgresAddress } from './engine.ts';
import type { Log } from './log.ts';
import { checkPlatform } from './platform.ts';
import { startClickhouse } from './start-clickhouse.ts';
import { startPostgres } from './start-postgres.ts';

export type Engines = {
	/** Where ClickHouse answers HTTP; the same until `stop`, however often the engine is restarted. */
	clickhouse: ClickhouseAddress;
	postgres: PostgresAddress;
	/** The users of products that the embedded ClickHouse has; `null` where they were not asked for, or are made by SQL. */
	analysts: AnalystSeats | null;
	/** Resolves when what was started has stopped. */
	stop(): Promise<void>;
	state(): { clickhouse: EngineState; postgres: EngineState };
};

export type EngineOptions = {
	dataDir: string;
	/** The project's folder, which holds node_modules and src/shell. */
	root: string;
	clickhouseUrl?: string;
	databaseUrl?: string;
	log: Log;
	/** What the embedded ClickHouse lets the users of products do. */
	analysts?: AnalystRights;
	/** Gets a line at each step that takes a while. */
	onProgress?: (line: string) => void;
};

/** Makes the data folder this process's own, and returns its true path and how to let go of it. */
async function claim(dataDir: string) {
	checkPlatform();
	const folder = await prepareDataFolder(dataDir);
	const { release } = await lockDataFolder(folder);
	return { folder, release };
}

/**
 * Both engines, answering: embedded ones on the data folder, or the servers that the URLs name.
 * @throws StartError when the reader of its message can mend the cause
 */
export async function startEngines(options: EngineOptions): Promise<Engines> {
	const { root, clickhouseUrl, databaseUrl, log, onProgress = () => {} } = options;
	// Before anything is made or started, as they fail for reasons of their own.
	const [clickhouseAddress, postgresAddress] = await Promise.all([
		clickhouseUrl === undefined ? null : checkClickhouse(clickhouseUrl),
		databaseUrl === undefined ? null : checkPostgres(databaseUrl)
	]);
	const { folder, release } =
		clickhouseAddress && postgresAddress
			? { folder: options.dataDir, release: () => Promise.resolve() }
			: await claim(options.dataDir);
	const embedded = { dataDir: folder, root, log, onProgress };
	const [clickhouse, postgres] = await Promise.allSettled([
		clickhouseAddress
			? { ...externalEngine(clickhouseAddress), seats: null }
			: startClickhouse({ ...embedded, ...(options.analysts && { analysts: options.analysts }) }),
		postgresAddress ? externalEngine(postgresAddress) : startPostgres(embedded)
	]);
	const stopAll = async () => {
		await Promise.all([clickhouse, postgres].map((one) => one.status === 'fulfilled' && one.value.stop()));
		await release();
	};
	if (clickhouse.status === 'rejected' || postgres.status === 'rejected') {
		await stopAll();
		const [failed] = [clickhouse, postgres].filter((one) => one.status === 'rejected');
		throw asFolderError(failed?.reason, folder);
	}
	let stopped: Promise<void> | undefined;
	return {
		clickhouse: clickhouse.value.address,
		postgres: postgres.value.address,
		analysts: clickhouse.value.seats,
		stop: () => (stopped ??= stopAll()),
		state: () => ({ clickhouse: clickhouse.value.state(), postgres: postgres.value.state() })
	};
}
