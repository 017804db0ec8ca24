import { lstat, readlink, rename, rm, symlink } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { socketFolder } from './socket-folder.ts';
import { StartError } from './start-error.ts';
import { systemCode } from './system-error.ts';

export type DataLock = { release(): Promise<void> };

const ANSWER_MS = 2000;

/** Who answers on the socket: a process id, `null` when nobody listens any more, `NaN` when it does not say. */
function askHolder(socketPath: string): Promise<number | null> {
	return new Promise((resolve) => {
		let answer = '';
		const socket = net.connect(socketPath);
		socket.setTimeout(ANSWER_MS, () => socket.destroy());
		socket.on('data', (bytes) => (answer += bytes.toString()));
		socket.on('error', (cause) => {
			if (['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(systemCode(cause))) resolve(null);
		});
		socket.on('close', () => resolve(Number.parseInt(answer, 10)));
	});
}

/** Listens on the socket, or tells the code of what prevents it. */
function listen(socketPath: string): Promise<net.Server | string> {
	return new Promise((resolve) => {
		const server = net.createServer((socket) => {
			socket.on('error', () => {});
			socket.end(`${process.pid}\n`);
		});
		server.once('error', (cause) => resolve(systemCode(cause)));
		server.listen(socketPath, () => resolve(server.unref()));
	});
}

/**
 * A short path to `upshot.lock` in the data folder, through a link. There it is one and the same for every process
 * that can write the folder, whatever its temporary folder and, with a shared volume, its container.
 */
async function shortLockPath(shortFolder: string, dataDir: string): Promise<string> {
	const link = path.join(shortFolder, 'data');
	if ((await readlink(link).catch(() => '')) !== dataDir) {
		await rm(link, { force: true });
		await symlink(dataDir, link);
	}
	return path.join(link, 'upshot.lock');
}

const taken = (dataDir: string, pid: number) =>
	new StartError(
		`Another Upshot${Number.isNaN(pid) ? '' : ` (pid ${pid})`} is already using ${dataDir}. ` +
			`Stop it, or set UPSHOT_DATA_DIR to another folder.`
	);

/** Takes away the socket of a process that died, unless a third process was quicker and listens there by now. */
async function removeStale(socketPath: string): Promise<number | null> {
	const aside = `${socketPath}.${process.pid}`;
	await rename(socketPath, aside).catch(() => {});
	const holder = (await lstat(aside).catch(() => null)) ? await askHolder(aside) : null;
	if (holder === null) await rm(aside, { force: true });
	else await rename(aside, socketPath);
	return holder;
}

/**
 * Holds the data folder for this process. The kernel lets go of it when the process dies, of whatever.
 * @throws StartError when another process holds it
 */
export async function lockDataFolder(dataDir: string): Promise<DataLock> {
	const shortFolder = await socketFolder(dataDir);
	let socketPath = await shortLockPath(shortFolder, dataDir);
	for (let attempt = 0; attempt < 5; attempt++) {
		const server = await listen(socketPath);
		if (typeof server !== 'string') {
			const release = async () => {
				await new Promise((resolve) => server.close(resolve));
				await rm(shortFolder, { recursive: true, force: true });
			};
			return { release };
		}
		if (server !== 'EADDRINUSE') {
			// Some mounted file systems hold no sockets.
			socketPath = path.join(shortFolder, 'lock');
			continue;
		}
		const holder = (await askHolder(socketPath)) ?? (await removeStale(socketPath));
		if (holder !== null) throw taken(dataDir, holder);
	}
	throw taken(dataDir, NaN);
}
