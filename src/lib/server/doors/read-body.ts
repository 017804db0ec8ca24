import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { createBodyBudget, type BodyShare } from './body-budget.ts';
import { BodyError } from './body-error.ts';

/** A sender who says nothing for this long has gone, or holds the connection for its own sake. */
const STALLED_MS = 15_000;

/** The request's bytes, unpacked; fails when the request breaks off, which a pipe alone would wait for for ever. */
function unpacked(request: IncomingMessage): Gunzip {
	const gunzip = createGunzip();
	request.once('close', () => request.complete || gunzip.destroy(new Error('aborted')));
	return request.pipe(gunzip);
}

/** Gives every chunk to `take`, which may throw; the rest stays readable: whoever answers has to take it off. */
function collect(source: Readable, take: (chunk: Buffer) => void, stalledMs: number): Promise<void> {
	return new Promise((resolve, reject) => {
		let stopped = false;
		const stop = (cause: unknown) => {
			if (stopped) return;
			stopped = true;
			clearTimeout(stalled);
			source.off('data', onData).off('end', onEnd).off('close', onClose).pause();
			if (cause === null) resolve();
			else reject(cause);
		};
		const stalled = setTimeout(() => stop(new BodyError(408, 'The body did not go on.')), stalledMs);
		const onData = (chunk: Buffer) => {
			stalled.refresh();
			try {
				take(chunk);
			} catch (cause) {
				stop(cause);
			}
		};
		const onEnd = () => stop(null);
		const onClose = () => stop(new Error('aborted'));
		// Stays: an error that comes later has nobody else to hear it.
		source.on('error', stop);
		source.on('data', onData).once('end', onEnd).once('close', onClose);
	});
}

/**
 * The whole body, unpacked when it came as gzip; the limit counts the unpacked bytes, and so does `share`.
 * @throws BodyError 413 over the limit, 415 for another encoding, 408 from a sender who stalls, 429 when all senders
 * together hold too much, 400 for broken gzip or an aborted request
 */
export async function readBody(
	request: IncomingMessage,
	mostBytes: number,
	{ share = createBodyBudget(mostBytes)(), stalledMs = STALLED_MS }: { share?: BodyShare; stalledMs?: number } = {}
): Promise<Buffer> {
	const encoding = request.headers['content-encoding'] ?? 'identity';
	if (encoding !== 'identity' && encoding !== 'gzip')
		throw new BodyError(415, `Content-Encoding "${encoding.slice(0, 50)}" is not understood; send gzip or none.`);
	const tooLarge = () => new BodyError(413, `The body is larger than ${mostBytes / 1_000_000} MB. Send it in parts.`);
	if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
	const source = encoding === 'gzip' ? unpacked(request) : request;
	const chunks: Buffer[] = [];
	const take = (chunk: Buffer) => {
		if (share.bytes() + chunk.length > mostBytes) throw tooLarge();
		share.take(chunk.length);
		chunks.push(chunk);
	};
	try {
		await collect(source, take, stalledMs);
	} catch (cause) {
		if (source !== request) source.destroy();
		if (cause instanceof BodyError) throw cause;
		throw new BodyError(400, encoding === 'gzip' ? 'The gzip body is broken.' : 'The body ended too early.');
	}
	return Buffer.concat(chunks);
}

/**
 * The text of a body.
 * @throws BodyError 400 when it is not UTF-8
 */
export function bodyText(body: Buffer): string {
	if (!isUtf8(body)) throw new BodyError(400, 'The body is not UTF-8.');
	const text = body.toString('utf8');
	return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/**
 * The JSON of a text.
 * @throws BodyError 400 when it is none
 */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new BodyError(400, 'The body is not JSON.');
	}
}
