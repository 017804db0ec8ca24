import { mkdir, realpath, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from './start-error.ts';
import { systemCode } from './system-error.ts';

/** What both engines need to start and to work for a while. */
const NEEDED_BYTES = 200 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
	EACCES: 'may not be written by this user',
	EPERM: 'may not be written by this user',
	EROFS: 'lies on a read-only disk',
	ENOSPC: 'lies on a full disk',
	EDQUOT: 'lies on a disk whose quota is used up',
	ENOTDIR: 'is not a folder',
	EEXIST: 'is not a folder'
};

/** How PostgreSQL and ClickHouse say that the disk is full. */
const FULL = /No space left|NOT_ENOUGH_SPACE|quota exceeded/i;

/** Whether the system refused something in the data folder, or on the way to it. */
function concerns(cause: unknown, dataDir: string): boolean {
	if (typeof cause !== 'object' || cause === null || !('path' in cause) || typeof cause.path !== 'string') return false;
	return cause.path.startsWith(dataDir) || dataDir.startsWith(cause.path);
}

/** `cause` as a `StartError` when it is a refusal, of the system or of an engine, to write in the data folder. */
export function asFolderError(cause: unknown, dataDir: string): unknown {
	const full = cause instanceof StartError && FULL.test(cause.message);
	const reason = full ? REASONS.ENOSPC : concerns(cause, dataDir) && REASONS[systemCode(cause)];
	if (!reason) return cause;
	return new StartError(`The data folder ${dataDir} ${reason}. Mend that, or set UPSHOT_DATA_DIR to another folder.`);
}

/** The reason not to start with so little room, or `null`. A file system that tells no size is taken at its word. */
export function roomProblem(dataDir: string, disk: { bavail: number; bsize: number; blocks: number }): string | null {
	const freeBytes = disk.bavail * disk.bsize;
	if (disk.blocks === 0 || freeBytes >= NEEDED_BYTES) return null;
	const [free, needed] = [freeBytes, NEEDED_BYTES].map((bytes) => Math.floor(bytes / 1024 ** 2));
	return (
		`The disk of the data folder ${dataDir} has ${free} MB left and Upshot needs ${needed} MB. ` +
		`Free some, or set UPSHOT_DATA_DIR to a folder on another disk.`
	);
}

/**
 * The data folder's one true path, after it was made and found to be writable.
 * @throws StartError when it is not, or its disk is nearly full
 */
export async function prepareDataFolder(dataDir: string): Promise<string> {
	try {
		await mkdir(dataDir, { recursive: true });
		const folder = await realpath(dataDir);
		const problem = roomProblem(folder, await statfs(folder));
		if (problem) throw new StartError(problem);
		const probe = path.join(folder, '.write-probe');
		await writeFile(probe, Buffer.alloc(4096));
		await rm(probe);
		return folder;
	} catch (cause) {
		throw asFolderError(cause, dataDir);
	}
}
