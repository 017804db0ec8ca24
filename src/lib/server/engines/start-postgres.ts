import { rmdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine, PostgresAddress } from './engine.ts';
import { guarded } from './guarded.ts';
import { initPostgres, POSTGRES_DATABASE, POSTGRES_USER } from './init-postgres.ts';
import { type EngineProcess, keepRunning } from './keep-running.ts';
import { endPostmaster, readPostmasterFile, stopLeftOverPostmaster } from './left-over-postmaster.ts';
import type { Log } from './log.ts';
import { installedPostgres } from './postgres-binaries.ts';
import { type PostgresHome, postgresHome } from './postgres-home.ts';
import { socketFolder } from './socket-folder.ts';
import { StartError } from './start-error.ts';

/** Names the socket; nothing listens on TCP. */
const PORT = 5432;

/** Recovery after a crash takes a while on a slow disk. */
const START_MS = 120_000;

/** The last processes of a killed server let go of its shared memory within this time. */
const LETTING_GO_MS = 5000;

/** For one small machine and a few hundred small rows: little memory, few processes, no replication. */
const SETTINGS = {
	listen_addresses: '',
	port: PORT,
	shared_buffers: '32MB',
	min_wal_size: '32MB',
	max_wal_size: '256MB',
	wal_level: 'minimal',
	max_wal_senders: 0,
	max_logical_replication_workers: 0,
	io_method: 'sync',
	jit: 'off',
	timezone: 'UTC',
	log_timezone: 'UTC',
	// A client hears of its own errors; statements, which hold people's words, stay out of the log.
	log_min_messages: 'fatal',
	log_min_error_statement: 'panic'
};

const isLettingGo = (cause: unknown) => cause instanceof Error && cause.message.includes('shared memory block');

/** One postmaster that takes connections. */
async function launch(home: PostgresHome, socketDir: string, log: Log): Promise<EngineProcess> {
	await stopLeftOverPostmaster(home.folder, socketDir, log);
	const settings = Object.entries({ ...SETTINGS, unix_socket_directories: `"${socketDir}"` });
	const command = [...home.prefix, home.binaries.postgres, '-D', home.folder];
	const guard = guarded([...command, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
		user: home.user,
		onLine: (line) => log.warn({ engine: 'postgres' }, line)
	});
	const exited = guard.ended.then(({ reason }) => reason);
	const deadline = AbortSignal.timeout(START_MS);
	let ended = false;
	void exited.then(() => (ended = true));
	while (!ended && !deadline.aborted) {
		const file = await readPostmasterFile(home.folder);
		if (file?.ready) {
			const stop = async () => {
				guard.interrupt();
				await endPostmaster(home.folder, file.pid);
				await exited;
			};
			return { pid: file.pid, exited, stop };
		}
		await delay(15);
	}
	guard.interrupt();
	const { reason } = await guard.ended;
	throw new StartError(`PostgreSQL did not start on ${home.folder} (${reason}): ${guard.lastLines()}`);
}

async function launchWhenFree(home: PostgresHome, socketDir: string, log: Log): Promise<EngineProcess> {
	const untilMs = performance.now() + LETTING_GO_MS;
	for (;;) {
		try {
			return await launch(home, socketDir, log);
		} catch (cause) {
			if (!isLettingGo(cause) || performance.now() > untilMs) throw cause;
		}
	}
}

/** The embedded PostgreSQL, answering on a socket that stays the same until `stop`. */
export async function startPostgres(options: {
	dataDir: string;
	root: string;
	log: Log;
	onProgress: (line: string) => void;
}): Promise<Engine<PostgresAddress>> {
	const { dataDir, root, log, onProgress } = options;
	const home = await postgresHome(dataDir, await installedPostgres(root));
	const socketDir = await socketFolder(dataDir, home.user);
	if (await initPostgres(home)) onProgress('PostgreSQL has made its folder');
	const kept = await keepRunning('PostgreSQL', () => launchWhenFree(home, socketDir, log), log);
	onProgress('PostgreSQL answers');
	const stop = async () => {
		await kept.stop();
		await rmdir(socketDir).catch(() => {}); // the lock may still need it
	};
	const address = { socketDir, port: PORT, username: POSTGRES_USER, database: POSTGRES_DATABASE };
	return { state: kept.state, stop, address };
}
