import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type AnalystRights, type AnalystSeats, analystSeats } from './analyst-seats.ts';
import { type ClickhouseUser, clickhouseConfig, clickhouseUsers } from './clickhouse-config.ts';
import type { ClickhouseAddress, Engine } from './engine.ts';
import { keepRunning } from './keep-running.ts';
import { launchClickhouse } from './launch-clickhouse.ts';
import type { Log } from './log.ts';

/**
 * What the app may do: everything with databases and tables, nothing with files, other servers or users, and no SYSTEM
 * statement that ends the engine or its listening.
 */
const APP_GRANTS = [
	`GRANT SHOW, SELECT, INSERT, ALTER, CREATE, DROP, UNDROP TABLE, TRUNCATE, OPTIMIZE, KILL QUERY, SYSTEM MERGES,
		SYSTEM FLUSH, SYSTEM DROP CACHE, dictGet, TABLE ENGINE ON *.*`.replace(/\s+/g, ' ')
];

const secret = () => randomBytes(24).toString('base64url');

/** The embedded ClickHouse, answering on a port and with a password that stay the same until `stop`. */
export async function startClickhouse(options: {
	dataDir: string;
	root: string;
	log: Log;
	onProgress: (line: string) => void;
	/** Without them nobody but the app may come in. */
	analysts?: AnalystRights;
}): Promise<Engine<ClickhouseAddress> & { seats: AnalystSeats | null }> {
	const { dataDir, root, log, onProgress, analysts } = options;
	const folder = path.join(dataDir, 'clickhouse');
	const doorKey = secret();
	const app: ClickhouseUser = { name: 'upshot', password: secret(), grants: APP_GRANTS };
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await writeFile(path.join(folder, 'config.xml'), clickhouseConfig(doorKey), { mode: 0o600 });
	const made = analysts ? await analystSeats(folder, analysts) : null;
	const users = clickhouseUsers([app], made ? [made.users] : []);
	await writeFile(path.join(folder, 'users.xml'), users, { mode: 0o600 });
	let port = 0;
	const start = async () => {
		const life = await launchClickhouse({ root, folder, doorKey, port, log });
		port = life.port;
		return life;
	};
	const kept = await keepRunning('ClickHouse', start, log);
	onProgress('ClickHouse answers');
	const address = { url: `http://127.0.0.1:${port}`, username: app.name, password: app.password };
	return { ...kept, address, seats: made?.seats ?? null };
}
