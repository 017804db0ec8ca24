import { chown, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { guarded } from './guarded.ts';
import type { PostgresHome } from './postgres-home.ts';
import { StartError } from './start-error.ts';

/** The only role, which owns everything. */
export const POSTGRES_USER = 'upshot';

/** The one that `initdb` makes. */
export const POSTGRES_DATABASE = 'postgres';

const INITDB = [
	`--username=${POSTGRES_USER}`,
	// The socket lies in a folder that only we can enter, and there is no TCP port.
	'--auth-local=trust',
	'--auth-host=reject',
	'--encoding=UTF8',
	'--locale=C',
	'--locale-provider=builtin',
	'--builtin-locale=C.UTF-8'
];

/**
 * Makes the cluster where there is none yet, and tells whether it did. It appears under its name only when it is whole.
 * @throws StartError when it cannot be made
 */
export async function initPostgres({ binaries, folder, prefix, user }: PostgresHome): Promise<boolean> {
	if (await stat(path.join(folder, 'PG_VERSION')).catch(() => null)) return false;
	const fresh = `${folder}.new`;
	await rm(fresh, { recursive: true, force: true });
	await mkdir(fresh, { recursive: true, mode: 0o700 });
	if (user) await chown(fresh, user.uid, user.gid);
	const guard = guarded([...prefix, binaries.initdb, `--pgdata=${fresh}`, ...INITDB], { user });
	if ((await guard.ended).code !== 0) {
		await rm(fresh, { recursive: true, force: true });
		throw new StartError(`PostgreSQL could not make its folder ${folder}: ${guard.lastLines()}`);
	}
	await rename(fresh, folder);
	return true;
}
