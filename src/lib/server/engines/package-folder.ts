import { createRequire } from 'node:module';
import path from 'node:path';
import { StartError } from './start-error.ts';

/**
 * Where an engine's binaries for this platform lie: the folder of `platformPackage`, an optional dependency of `owner`.
 * Only the path is looked up; nothing of the package runs in this process.
 * @throws StartError when npm left the package out
 */
export function packageFolder(root: string, owner: string, platformPackage: string): string {
	try {
		const ownerEntry = createRequire(path.join(root, 'package.json')).resolve(owner);
		const entry = createRequire(ownerEntry).resolve(platformPackage);
		const name = path.join('node_modules', platformPackage);
		return entry.slice(0, entry.lastIndexOf(name) + name.length);
	} catch {
		throw new StartError(
			`${platformPackage} is not installed: run "npm install --no-audit --no-fund" without --omit=optional, ` +
				`or set CLICKHOUSE_URL and DATABASE_URL to servers of your own.`
		);
	}
}
