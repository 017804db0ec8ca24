import { execFile } from 'node:child_process';
import { chmod, cp, lchown, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { folderHash } from './socket-folder.ts';
import { StartError } from './start-error.ts';

const run = promisify(execFile);

/** Where PostgreSQL runs from, on which folder and as whom. */
export type PostgresHome = {
	binaries: PostgresBinaries;
	/** The cluster; made by the first start. */
	folder: string;
	/** Stands before every command. */
	prefix: readonly string[];
	/** Another user than this process's own. */
	user?: { uid: number; gid: number };
};

/** Own rights on files and a foreign user id: PostgreSQL refuses to run as root. */
const FOREIGN_ID = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];

const SYSTEM_USER = 'upshot-postgres';

const succeeds = (command: string, args: readonly string[], options = {}) =>
	run(command, [...args], options).then(
		() => true,
		() => false
	);

/** The cluster's folder: the one that exists already, else the first. */
async function existingCluster(folders: readonly [string, ...string[]]): Promise<string> {
	for (const folder of folders) if (await stat(path.join(folder, 'PG_VERSION')).catch(() => null)) return folder;
	return folders[0];
}

/** Gives a tree to a user, as PostgreSQL demands of its folder, when another one owned it until now. */
async function giveTo(folder: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
	const found = await stat(folder).catch(() => null);
	if (!found || found.uid === uid) return;
	for (const name of await readdir(folder, { recursive: true })) await lchown(path.join(folder, name), uid, gid);
	await lchown(folder, uid, gid);
}

/** The system user that PostgreSQL runs as, made where it is missing. */
async function systemUser(): Promise<{ uid: number; gid: number }> {
	const id = async (flag: string) => Number((await run('id', [flag, SYSTEM_USER])).stdout);
	try {
		const make = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', SYSTEM_USER];
		if (!(await succeeds('id', ['-u', SYSTEM_USER]))) await run('useradd', make);
		return { uid: await id('-u'), gid: await id('-g') };
	} catch (cause) {
		throw new StartError(
			`PostgreSQL does not run as root, and neither a user namespace nor the system user ${SYSTEM_USER} could be ` +
				`made: start Upshot as an ordinary user, or set DATABASE_URL.`,
			{ cause }
		);
	}
}

/** A folder that everybody may enter, whatever the umask. */
async function makePublic(folder: string): Promise<void> {
	for (const one of [path.dirname(folder), folder]) {
		await mkdir(one, { recursive: true });
		await chmod(one, 0o755);
	}
}

/** Root without user namespaces, as in most containers: a system user, with copies of what it cannot reach. */
async function asSystemUser(dataDir: string, binaries: PostgresBinaries, publicFolder: string): Promise<PostgresHome> {
	const user = await systemUser();
	const reaches = (folder: string) => succeeds('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...user, cwd: '/' });
	let usable = binaries;
	if (!(await reaches(binaries.initdb))) {
		usable = postgresBinaries(path.join(publicFolder, 'native'));
		await makePublic(publicFolder);
		await cp(binaries.folder, usable.folder, { recursive: true, verbatimSymlinks: true, force: true });
		await giveTo(usable.folder, user);
	}
	const hidden = !(await reaches(dataDir));
	if (hidden) await makePublic(publicFolder);
	const inData = path.join(dataDir, 'postgres');
	const inPublic = path.join(publicFolder, 'postgres');
	const folder = await existingCluster(hidden ? [inPublic, inData] : [inData, inPublic]);
	if (hidden && folder === inData) {
		throw new StartError(
			`PostgreSQL does not run as root, user namespaces are refused, and its user ${SYSTEM_USER} may not enter ` +
				`${dataDir}: start Upshot as an ordinary user, open that folder, or set DATABASE_URL.`
		);
	}
	await giveTo(folder, user);
	return { binaries: usable, folder, prefix: [], user };
}

/** How to run PostgreSQL for this data folder with the rights this process has. */
export async function postgresHome(dataDir: string, binaries: PostgresBinaries): Promise<PostgresHome> {
	const inData = path.join(dataDir, 'postgres');
	if (process.getuid?.() !== 0) return { binaries, folder: inData, prefix: [] };
	const publicFolder = path.join('/var/lib/upshot', folderHash(dataDir));
	if (!(await succeeds('unshare', [...FOREIGN_ID.slice(1), 'true']))) {
		if (process.platform === 'linux') return asSystemUser(dataDir, binaries, publicFolder);
		throw new StartError('PostgreSQL does not run as root: start Upshot as an ordinary user, or set DATABASE_URL.');
	}
	const folder = await existingCluster([inData, path.join(publicFolder, 'postgres')]);
	await giveTo(folder, { uid: 0, gid: 0 });
	return { binaries, folder, prefix: FOREIGN_ID };
}
