import { parseArgs } from 'node:util';
import { backupSummary, requiredFolder } from './backup-command.ts';
import { verifyBackupFolder } from './backup-folder.ts';
import type { Host } from './host.ts';
import { parsedOrUsage } from './import-options.ts';

/** `upshot restore DIR`. @returns the exit code */
export async function restoreCommand(host: Host, args: readonly string[]): Promise<number> {
	const { positionals } = parsedOrUsage(() => parseArgs({ args: [...args], allowPositionals: true }));
	const folder = requiredFolder(positionals, 'restore');
	const manifest = await verifyBackupFolder(folder);
	// The engines are loaded only by the commands that start them.
	const { restore } = await import('./maintenance/restore.ts');
	await restore(folder, manifest, process.env);
	host.out(`Restored ${backupSummary(manifest)}. Start the server: npm start.\n`);
	return 0;
}
