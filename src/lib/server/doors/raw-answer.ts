import type { IncomingMessage, ServerResponse } from 'node:http';
import { problem, problemHeaders, type FieldError } from './problem.ts';

/** What a raw handler has to say. */
export type Answer = Readonly<{ status: number; body: object }>;

export const refusal = (status: number, detail?: string, errors?: readonly FieldError[]): Answer => ({
	status,
	body: problem(status, detail, errors)
});

/** Who sends more than this after the answer gets a reset. */
const MOST_DISCARDED_BYTES = 100_000_000;
/** Nobody is listened to for longer who has his answer. */
const MOST_DISCARDED_MS = 20_000;

/** Reads what is left of the request, or a part of it, and then calls `done`. */
function discard(request: IncomingMessage, done: () => void): void {
	if (request.destroyed) return done();
	const deadline = setTimeout(done, MOST_DISCARDED_MS);
	let bytes = 0;
	request.unpipe();
	request.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
		if (bytes > MOST_DISCARDED_BYTES) done();
	});
	request.once('close', () => {
		clearTimeout(deadline);
		done();
	});
	request.resume();
}

/** Answers, and takes what is left of the request off the connection. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
	if (response.destroyed) return;
	const text = JSON.stringify(body);
	const headers =
		status === 200 ? { 'content-type': 'application/json', 'cache-control': 'no-store' } : problemHeaders(status);
	const isWholeRead = request.complete;
	response.writeHead(status, {
		...headers,
		'content-length': Buffer.byteLength(text),
		...(status === 405 && { allow: 'POST' }),
		// What was refused unread cannot be followed by another request.
		...(!isWholeRead && { connection: 'close' })
	});
	if (isWholeRead) return void response.end(text);
	// Closing while the client still sends would reset the connection, and the answer would be lost.
	response.write(text);
	if (status === 408) return void response.end();
	discard(request, () => response.end());
}
