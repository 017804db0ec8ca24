import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { guarded } from './guarded.ts';
import { type EngineProcess, type KeptEngine, keepRunning } from './keep-running.ts';
import { isAlive, readPostmasterFile } from './left-over-postmaster.ts';
import type { Log } from './log.ts';
import { installedPostgres } from './postgres-binaries.ts';
import { socketFolder } from './socket-folder.ts';
import { StartError } from './start-error.ts';

export type EmbeddedPostgres = KeptEngine & { socketDir: string; port: number; username: string; database: string };

const START_MS = 120_000;
const PORT = 5432;

export async function startPostgres({
	dataDir,
	root,
	log,
	onProgress
}: {
	dataDir: string;
	root: string;
	log: Log;
	onProgress?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
	const { initdb, postgres } = await installedPostgres(root);
	const folder = path.join(dataDir, 'postgres');
	const prefix = process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'] : [];
	const socketDir = await socketFolder(dataDir, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
	if (!(await stat(path.join(folder, 'PG_VERSION')).catch(() => null))) {
		onProgress?.('Creating the PostgreSQL data folder');
		for (const name of await readdir(dataDir))
			if (name.startsWith('postgres.new')) await rm(path.join(dataDir, name), { recursive: true });
		const fresh = path.join(dataDir, `postgres.new`);
		await mkdir(dataDir, { recursive: true });
		const made = await guarded([
			...prefix,
			initdb,
			'-D',
			fresh,
			'-U',
			'upshot',
			'--auth-local=trust',
			'--auth-host=reject',
			'--encoding=UTF8',
			'--locale=C',
			'--locale-provider=builtin',
			'--builtin-locale=C.UTF-8'
		]).exited;
		if (made.code !== 0) throw new StartError(`PostgreSQL could not create its folder: ${made.lastLines}`);
		await rename(fresh, folder);
	}
	const settings = {
		listen_addresses: '',
		unix_socket_directories: socketDir,
		port: PORT,
		shared_buffers: '32MB',
		max_wal_senders: 0,
		wal_level: 'minimal',
		timezone: 'UTC',
		log_timezone: 'UTC',
		jit: 'off'
	};
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const start = async (): Promise<EngineProcess> => {
		const guard = guarded([...prefix, postgres, '-D', folder, ...args], {
			onLine: (line) => /WARNING|ERROR|FATAL|PANIC/.test(line) && log.warn({ engine: 'postgres' }, line)
		});
		let ended = false;
		void guard.exited.then(() => (ended = true));
		const untilMs = performance.now() + START_MS;
		for (;;) {
			const file = await readPostmasterFile(folder);
			if (file?.ready && isAlive(file.pid)) {
				const exited = guard.exited.then(({ reason }) => reason);
				return {
					pid: file.pid,
					exited,
					stop: async () => {
						guard.interrupt();
						await exited;
					}
				};
			}
			if (ended || performance.now() > untilMs) {
				guard.interrupt();
				const { reason, lastLines } = await guard.exited;
				throw new StartError(`PostgreSQL did not start (${reason}): ${lastLines}`);
			}
			await delay(15);
		}
	};
	const kept = await keepRunning('PostgreSQL', start, log);
	return { ...kept, socketDir, port: PORT, username: 'upshot', database: 'postgres' };
}
