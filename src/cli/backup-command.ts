import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BackupManifest } from '#lib/domain/backup.ts';
import { freshFolder, verifyBackupFolder, writeBackupFolder } from './backup-folder.ts';
import { requiredKey, serverAddress } from './connection.ts';
import { ServerError, UsageError } from './failures.ts';
import type { Host } from './host.ts';
import { parsedOrUsage } from './import-options.ts';
import { grouped } from './printable.ts';
import { connectionFailure, refusal } from './problem-replies.ts';

/** The rows of both databases in a sentence. */
export function backupSummary({ files, at }: BackupManifest): string {
	const rows = (engine: string) =>
		files.filter((file) => file.engine === engine).reduce((sum, file) => sum + file.rows, 0);
	return `${grouped(rows('clickhouse'))} rows and ${grouped(rows('postgresql'))} entries of metadata, as of ${at}`;
}

/** The one folder that the command names. @throws UsageError when there is none, or more */
export function requiredFolder(positionals: readonly string[], command: string): string {
	const [folder, ...rest] = positionals;
	if (folder === undefined || rest.length > 0) throw new UsageError(`Name one folder: upshot ${command} DIR.`);
	return resolve(folder);
}

/** `upshot backup DIR`. @returns the exit code */
export async function backupCommand(host: Host, args: readonly string[]): Promise<number> {
	const { values, positionals } = parsedOrUsage(() =>
		parseArgs({ args: [...args], options: { url: { type: 'string' } }, allowPositionals: true })
	);
	const folder = requiredFolder(positionals, 'backup');
	const address = serverAddress(values.url ?? host.environment.url);
	const headers = { authorization: `Bearer ${requiredKey(host.environment)}` };
	const target = await freshFolder(folder);
	try {
		const response = await fetch(`${address}/api/v1/backup`, { headers, signal: host.interrupted }).catch(
			(cause: unknown) => {
				throw new ServerError(connectionFailure(cause, address));
			}
		);
		if (!response.ok || !response.body)
			throw refusal(response.status, await response.json().catch(() => null), address);
		await writeBackupFolder(target.path, response.body).catch((cause: unknown) => {
			throw new ServerError(`The backup is not whole: ${cause instanceof Error ? cause.message : String(cause)}`);
		});
		const manifest = await verifyBackupFolder(target.path);
		await target.finish();
		host.out(`Backed up and read again: ${backupSummary(manifest)}.\n${folder}\n`);
		return 0;
	} catch (cause) {
		await rm(target.path, { recursive: true, force: true });
		throw cause;
	}
}
