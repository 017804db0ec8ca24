import { mkdir, realpath } from 'node:fs/promises';
import type { EngineState } from './keep-running.ts';
import type { Log } from './log.ts';
import { startClickhouse } from './start-clickhouse.ts';
import { startPostgres } from './start-postgres.ts';

export type { Log } from './log.ts';
export { StartError } from './start-error.ts';

export type EngineHealth = EngineState | { status: 'external' };

export type Engines = {
	/** Where ClickHouse answers HTTP; the same until `stop`, however often the engine is restarted. */
	clickhouse: { url: string; username: string; password: string };
	/** How postgres.js reaches PostgreSQL. */
	postgres:
		{ url: string } | { socketDir: string; port: number; username: string; password?: string; database: string };
	/** Resolves when both have stopped. */
	stop(): Promise<void>;
	state(): { clickhouse: EngineHealth; postgres: EngineHealth };
};

export type EngineOptions = {
	dataDir: string;
	/** The project's folder, which holds node_modules. */
	root: string;
	clickhouseUrl?: string;
	databaseUrl?: string;
	log: Log;
	onProgress?: (line: string) => void;
};

/** Both engines, answering. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
	await mkdir(options.dataDir, { recursive: true });
	const dataDir = await realpath(options.dataDir);
	const [clickhouse, postgres] = await Promise.all([
		startClickhouse({ ...options, dataDir }),
		startPostgres({ ...options, dataDir })
	]);
	const { url, username, password } = clickhouse;
	return {
		clickhouse: { url, username, password },
		postgres: {
			socketDir: postgres.socketDir,
			port: postgres.port,
			username: postgres.username,
			database: postgres.database
		},
		stop: async () => {
			await Promise.all([clickhouse.stop(), postgres.stop()]);
		},
		state: () => ({ clickhouse: clickhouse.state(), postgres: postgres.state() })
	};
}
