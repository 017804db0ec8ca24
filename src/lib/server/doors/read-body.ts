import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { createGunzip, type Gunzip } from 'node:zlib';

/** Why a body cannot be used, as the status of the answer. */
export class BodyError extends Error {
	readonly status: 400 | 413 | 415;
	constructor(status: 400 | 413 | 415, message: string) {
		super(message);
		this.status = status;
	}
}

/** The request's bytes, unpacked; fails when the request breaks off, which a pipe alone would wait for for ever. */
function unpacked(request: IncomingMessage): Gunzip {
	const gunzip = createGunzip();
	request.once('close', () => request.complete || gunzip.destroy(new Error('aborted')));
	return request.pipe(gunzip);
}

/**
 * The whole body, unpacked when it came as gzip; the limit counts the unpacked bytes.
 * @throws BodyError 413 over the limit, 415 for another encoding, 400 for broken gzip or an aborted request
 */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
	const encoding = request.headers['content-encoding'] ?? 'identity';
	if (encoding !== 'identity' && encoding !== 'gzip')
		throw new BodyError(415, `Content-Encoding "${encoding.slice(0, 50)}" is not understood; send gzip or none.`);
	const tooLarge = new BodyError(413, `The body is larger than ${mostBytes / 1_000_000} MB. Send it in parts.`);
	if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge;
	const source = encoding === 'gzip' ? unpacked(request) : request;
	const chunks: Buffer[] = [];
	let bytes = 0;
	try {
		// The rest stays readable: whoever answers has to take it off the connection first.
		for await (const chunk of source.iterator({ destroyOnReturn: false })) {
			if (!Buffer.isBuffer(chunk)) continue;
			bytes += chunk.length;
			if (bytes > mostBytes) throw tooLarge;
			chunks.push(chunk);
		}
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
