import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupFileHead, BackupManifest, type BackupFile } from '#lib/domain/backup.ts';
import { UsageError } from './failures.ts';
import { readFrames } from './backup-frames.ts';

const MANIFEST = 'manifest.json';

const pathOf = (folder: string, { name }: Pick<BackupFile, 'name'>): string => join(folder, `${name}.gz`);

/** A file of the backup, gunzipped. */
export const openBackupFile = (folder: string, file: Pick<BackupFile, 'name'>): Readable => {
	const gunzip = createGunzip();
	createReadStream(pathOf(folder, file))
		.on('error', (cause) => gunzip.destroy(cause))
		.pipe(gunzip);
	return gunzip;
};

/** A gzipped file that is written piece by piece. */
function openForWriting(path: string) {
	const gzip = createGzip({ level: 1 });
	const file = createWriteStream(path, { flush: true });
	let failure: unknown = null;
	const broken = new AbortController();
	for (const stream of [gzip, file])
		stream.on('error', (cause: Error) => {
			failure ??= cause;
			broken.abort();
		});
	gzip.pipe(file);
	return {
		write: async (bytes: Buffer): Promise<void> => {
			if (failure !== null) throw failure;
			const { signal } = broken;
			if (!gzip.write(bytes)) await once(gzip, 'drain', { signal }).catch(() => Promise.reject(failure));
		},
		close: async (): Promise<void> => {
			gzip.end();
			if (failure === null) await once(file, 'close');
			if (failure !== null) throw failure;
		}
	};
}

/** Writes what the server sends into `folder`; the manifest comes last. */
export async function writeBackupFolder(folder: string, chunks: AsyncIterable<Uint8Array>): Promise<BackupManifest> {
	let file: ReturnType<typeof openForWriting> | null = null;
	for await (const { kind, bytes } of readFrames(chunks)) {
		if (kind === 'f') {
			const path = pathOf(folder, BackupFileHead.parse(JSON.parse(bytes.toString())));
			await mkdir(dirname(path), { recursive: true });
			file = openForWriting(path);
		} else if (kind === 'b') await file?.write(bytes);
		else if (kind === 'e') await file?.close();
		else if (kind === 'm') {
			const manifest = BackupManifest.parse(JSON.parse(bytes.toString()));
			await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, '\t')}\n`, { flush: true });
			return manifest;
		}
	}
	throw new Error('The backup broke off.');
}

/**
 * The manifest of a backup whose every file has the length and digest it names.
 * @throws UsageError with the first file that does not
 */
export async function verifyBackupFolder(folder: string): Promise<BackupManifest> {
	const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
	if (text === null) throw new UsageError(`${folder} is no backup: it has no ${MANIFEST}.`);
	const manifest = BackupManifest.safeParse(JSON.parse(text));
	if (!manifest.success) throw new UsageError(`${folder} holds a backup that this version of Upshot does not know.`);
	for (const file of manifest.data.files) {
		const hash = createHash('sha256');
		let bytes = 0;
		try {
			for await (const chunk of openBackupFile(folder, file)) {
				if (!Buffer.isBuffer(chunk)) continue;
				hash.update(chunk);
				bytes += chunk.length;
			}
		} catch {
			throw new UsageError(`The backup is damaged: ${file.name} cannot be read.`);
		}
		if (bytes !== file.bytes || hash.digest('hex') !== file.sha256)
			throw new UsageError(`The backup is damaged: ${file.name} is not what was written.`);
	}
	return manifest.data;
}

/** A fresh folder beside `folder`, which must not exist or be empty; `finish` gives it its name. */
export async function freshFolder(folder: string): Promise<{ path: string; finish: () => Promise<void> }> {
	const inside = await readdir(folder).catch(() => null);
	if (inside && inside.length > 0) throw new UsageError(`${folder} is not empty. Name a new folder.`);
	const path = `${folder}.incomplete-${Date.now()}`;
	await mkdir(path, { recursive: true, mode: 0o700 });
	return { path, finish: () => rename(path, folder) };
}
