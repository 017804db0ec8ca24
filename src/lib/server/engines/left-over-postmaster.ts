import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export type PostmasterFile = { pid: number; folder: string; ready: boolean };

/** What `postmaster.pid` says, or `null` when there is none; `ready` once the server takes connections. */
export async function readPostmasterFile(folder: string): Promise<PostmasterFile | null> {
	const text = await readFile(path.join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
	const lines = text.split('\n');
	const pid = Number(lines[0]);
	if (!Number.isInteger(pid) || pid <= 0) return null;
	return { pid, folder: lines[1] ?? '', ready: lines[7]?.trim() === 'ready' };
}

export function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
