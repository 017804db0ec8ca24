import type { IncomingMessage } from 'node:http';

/**
 * What `run` gives; `null` when the connection that asks was closed first, at which its signal aborts. A connection that
 * stays open for the next request is left as it was.
 */
export async function whileAsked<Result>(
	request: Pick<IncomingMessage, 'socket'> | undefined,
	run: (signal: AbortSignal) => Promise<Result>
): Promise<Result | null> {
	const gone = new AbortController();
	const onClose = () => gone.abort();
	request?.socket.once('close', onClose);
	try {
		return await run(gone.signal);
	} catch (cause) {
		if (gone.signal.aborted) return null;
		throw cause;
	} finally {
		request?.socket.off('close', onClose);
	}
}
