import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A socket's path may have 107 bytes, 103 on macOS; the longest name below the folder is `/.s.PGSQL.5432.lock`. */
const MAX_FOLDER_BYTES = 80;

const tempFolder = () => (Buffer.byteLength(os.tmpdir()) <= MAX_FOLDER_BYTES - 30 ? os.tmpdir() : '/tmp');

/**
 * A folder with a short path that nobody but `uid` may enter, the same one for the same data folder. A folder of its
 * name that somebody else made is left alone and a fresh one taken.
 */
export async function socketFolder(dataDir: string, uid: number, gid: number): Promise<string> {
	const name = `upshot-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}`;
	const folder = path.join(tempFolder(), name);
	await mkdir(folder, { mode: 0o700 }).catch((cause) => {
		if (cause.code !== 'EEXIST') throw cause;
	});
	const found = await lstat(folder);
	const own = [uid, process.getuid?.()].includes(found.uid);
	const safe = own && found.isDirectory() ? folder : await mkdtemp(`${folder}-`);
	await chmod(safe, 0o700);
	if ((await lstat(safe)).uid !== uid) await chown(safe, uid, gid);
	return safe;
}
