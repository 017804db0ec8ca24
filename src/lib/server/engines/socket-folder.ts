import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { StartError } from './start-error.ts';
import { systemCode } from './system-error.ts';

/** A socket's path may have 107 bytes, 103 on macOS; this much is left to the names below the temporary folder. */
const MAX_TEMP_BYTES = 50;

/** A short name for a data folder. */
export const folderHash = (dataDir: string) => createHash('sha256').update(dataDir).digest('hex').slice(0, 8);

const ownUid = () => process.getuid?.() ?? 0;

async function ownFolder(usual: string, uid: number, gid?: number): Promise<string> {
	await mkdir(usual, { mode: 0o700 }).catch((cause) => {
		if (systemCode(cause) !== 'EEXIST') throw cause;
	});
	const found = await lstat(usual);
	const trusted = found.isDirectory() && [uid, ownUid()].includes(found.uid);
	const folder = trusted ? usual : await mkdtemp(`${usual}-`);
	await chmod(folder, 0o700);
	if (gid !== undefined) await chown(folder, uid, gid);
	return folder;
}

/**
 * A folder with a short path that only `user` (this process's own without one) may enter, the same one for the same
 * data folder. A folder of its name that somebody else made is left alone, and a fresh one taken.
 */
export async function socketFolder(dataDir: string, user?: { uid: number; gid: number }): Promise<string> {
	const temp = Buffer.byteLength(os.tmpdir()) <= MAX_TEMP_BYTES ? os.tmpdir() : '/tmp';
	const uid = user?.uid ?? ownUid();
	const name = `upshot-${folderHash(dataDir)}${uid === ownUid() ? '' : `-${uid}`}`;
	try {
		return await ownFolder(path.join(temp, name), uid, user?.gid);
	} catch (cause) {
		throw new StartError(
			`The temporary folder ${temp} cannot be used (${systemCode(cause)}). Mend that, or set TMPDIR to another folder.`,
			{ cause }
		);
	}
}
