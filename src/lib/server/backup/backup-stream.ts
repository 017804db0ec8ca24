import { writeBackup } from './backup-frames.ts';

/** A backup as a web stream that fails, rather than ends, when something goes wrong; it waits for its reader. */
export function backupStream(
	sources: Parameters<typeof writeBackup>[0],
	onError: (cause: unknown) => void
): ReadableStream<Uint8Array> {
	const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
	const writer = writable.getWriter();
	writeBackup(sources, (frame) => writer.write(frame)).then(
		() => writer.close(),
		async (cause: unknown) => {
			onError(cause);
			await writer.abort(cause).catch(() => {});
		}
	);
	return readable;
}
