import type { ImportFile } from '#lib/intake/import-file.ts';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from './failures.ts';

/** A file on the disk that must be closed. */
export type OpenFile = ImportFile & Readonly<{ close: () => Promise<void> }>;

/** Opens a file to be imported. @throws UsageError when there is none, or it cannot be read */
export async function openFile(path: string): Promise<OpenFile> {
	const found = await stat(path).catch(() => null);
	if (!found) throw new UsageError(`There is no file ${path}.`);
	if (!found.isFile()) throw new UsageError(`${path} is not a file.`);
	const handle = await open(path).catch((cause: unknown) => {
		throw new UsageError(`${path} cannot be read: ${cause instanceof Error ? cause.message : ''}`);
	});
	// One buffer for all reads of a size: garbage outside V8's heap is collected late.
	let buffer = Buffer.alloc(0);
	return {
		name: basename(path),
		bytes: found.size,
		read: async (from, to) => {
			if (buffer.length !== to - from) buffer = Buffer.alloc(to - from);
			const { bytesRead } = await handle.read(buffer, 0, to - from, from);
			return buffer.subarray(0, bytesRead);
		},
		close: () => handle.close()
	};
}
