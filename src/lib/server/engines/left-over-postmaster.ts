import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Log } from './log.ts';
import { systemCode } from './system-error.ts';

/** How long a fast shutdown, which writes a checkpoint, may take before the next harder signal. */
const SHUTDOWN_MS = 15_000;

/**
 * What `postmaster.pid` says, or `null` when there is none; `ready` once the server takes connections.
 * @see https://www.postgresql.org/docs/18/storage-file-layout.html and `miscadmin.h` for its lines
 */
export async function readPostmasterFile(folder: string): Promise<{ pid: number; ready: boolean } | null> {
	const lines = (await readFile(path.join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
	const pid = Number(lines[0]);
	return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null;
}

async function commandOf(pid: number): Promise<string> {
	if (process.platform === 'linux') {
		return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
	}
	const ps = promisify(execFile)('ps', ['-o', 'command=', '-p', `${pid}`]);
	return (await ps.catch(() => ({ stdout: '' }))).stdout;
}

/** Not so for a zombie, which has no command, nor for a stranger that got the process id in the meantime. */
async function isPostmasterOf(folder: string, pid: number): Promise<boolean> {
	const command = await commandOf(pid);
	return command.includes('postgres') && command.includes(folder);
}

function send(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch (cause) {
		if (systemCode(cause) !== 'ESRCH') throw cause; // else it ended just now
	}
}

/** Ends the postmaster of `folder`: a fast shutdown, then an immediate one, then none at all. */
export async function endPostmaster(folder: string, pid: number): Promise<void> {
	for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
		const untilMs = performance.now() + SHUTDOWN_MS;
		for (let sent = false; await isPostmasterOf(folder, pid); await delay(20)) {
			if (!sent) send(pid, signal);
			sent = true;
			if (performance.now() > untilMs) break;
		}
	}
}

/**
 * Stops a postmaster that outlived both its guard and its app, as `kill -9` of both leaves it. A `postmaster.pid` that
 * names some other process, as it does when a container starts again, is removed, and so is the lock of its socket:
 * PostgreSQL would refuse to start, also because of a zombie. The caller holds the lock on the data folder, and the
 * socket's folder is its own, so no other Upshot's server is meant.
 */
export async function stopLeftOverPostmaster(folder: string, socketDir: string, log: Log): Promise<void> {
	const file = await readPostmasterFile(folder);
	if (file && (await isPostmasterOf(folder, file.pid))) {
		log.warn({ pid: file.pid }, 'stopping the PostgreSQL that an earlier run left behind');
		await endPostmaster(folder, file.pid);
	}
	await rm(path.join(folder, 'postmaster.pid'), { force: true });
	for (const name of await readdir(socketDir))
		if (name.startsWith('.s.PGSQL.')) await rm(path.join(socketDir, name), { force: true });
}
