import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { eventSchema, feedbackSchema } from '#lib/domain/feedback.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Ingest } from '#lib/server/ingest/create-ingest.ts';
import { IngestBusy, type Lane, type Submission } from '#lib/server/ingest/create-lane.ts';
import { RULES } from '#lib/server/access/rules.ts';
import type { Log } from './log.ts';
import { MOST_BYTES, parseRows } from './parse-rows.ts';
import { problem, problemHeaders, type FieldError } from './problem.ts';
import { BodyError, readBody } from './read-body.ts';
import type { IdentifyRaw } from './identify.ts';
import { newUuidV7 } from './uuid-v7.ts';

type Options = Readonly<{
	ingest: Ingest;
	identify: IdentifyRaw;
	/** The mark of the import's rows; `null` when the product has no such import. */
	readImport: (product: number, id: string) => Promise<{ batch: bigint } | null>;
	now: () => number;
	log: Log;
}>;

type Door = Readonly<{ rule: string; answer: (request: IncomingMessage, url: URL) => Promise<Answer> }>;
type Answer = Readonly<{ status: number; body: object }>;

const refusal = (status: number, detail?: string, errors?: readonly FieldError[]): Answer => ({
	status,
	body: problem(status, detail, errors)
});

/** Which import the rows belong to, and how far back their ids count. */
async function originOf(
	url: URL,
	product: Product,
	{ readImport }: Options
): Promise<Pick<Submission<never>, 'batch' | 'window'> | null> {
	const id = url.searchParams.get('import');
	if (id === null) return { batch: randomBytes(8).readBigUInt64LE(), window: 'recent' };
	const found = z.uuid().safeParse(id).success ? await readImport(product.number, id) : null;
	return found && { batch: found.batch, window: 'ever' };
}

async function takeRows<Row>(
	request: IncomingMessage,
	url: URL,
	{ rule, lane, schema, options }: { rule: string; lane: Lane<Row>; schema: z.ZodType<Row>; options: Options }
): Promise<Answer> {
	const admission = await options.identify(request, RULES[rule] ?? 'administer', url.searchParams.get('product'));
	if ('refusal' in admission) return refusal(admission.refusal.status, admission.refusal.title, admission.errors);
	const { product } = admission;
	if (!product) throw new Error(`${rule} was let in without a product`);
	const origin = await originOf(url, product, options);
	if (!origin) return refusal(404, 'This product has no such import.', [{ path: 'import', message: 'Is unknown.' }]);
	const body = await readBody(request, MOST_BYTES);
	const { rows, rejected, isSingle } = parseRows(body, request.headers['content-type'] ?? '', schema);
	const [first] = rejected;
	if (isSingle && first) return refusal(422, undefined, first.errors);
	const { duplicates } = await lane.submit({ product: product.number, ...origin, rows });
	return { status: 200, body: { accepted: rows.length - duplicates, duplicates, rejected } };
}

function failure(cause: unknown, log: Log): Answer {
	if (cause instanceof BodyError) return refusal(cause.status, cause.message);
	if (cause instanceof IngestBusy) return refusal(429, `${cause.message} Send again after the time in Retry-After.`);
	log.error({ err: cause }, 'rows could not be stored');
	return refusal(503, 'The rows could not be stored. Sending them again is safe when they carry an id.');
}

/**
 * The raw handlers of `POST /api/v1/feedback` and `/events`, without the framework's cost per request. Returns whether
 * the request is theirs.
 */
export function createRowsDoor(options: Options) {
	const context = { now: options.now, newId: () => newUuidV7(options.now()) };
	const door = <Row>(rule: string, lane: Lane<Row>, schema: z.ZodType<Row>): Door => ({
		rule,
		answer: (request, url) => takeRows(request, url, { rule, lane, schema, options })
	});
	const doors = new Map<string, Door>([
		['/api/v1/feedback', door('POST /api/v1/feedback', options.ingest.feedback, feedbackSchema(context))],
		['/api/v1/events', door('POST /api/v1/events', options.ingest.events, eventSchema(context))]
	]);

	return (request: IncomingMessage, response: ServerResponse): boolean => {
		const [path = ''] = (request.url ?? '').split('?', 1);
		const found = doors.get(path);
		if (!found) return false;
		const url = new URL(request.url ?? '/', 'http://localhost');
		const answer =
			request.method === 'POST'
				? found.answer(request, url).catch((cause: unknown) => failure(cause, options.log))
				: Promise.resolve(refusal(405, 'Only POST is answered here.'));
		void answer.then((one) => send(request, response, one));
		return true;
	};
}

/** Who sends more than this after the answer gets a reset. */
const MOST_DISCARDED_BYTES = 100_000_000;

/** Reads what is left of the request, or a part of it, and then calls `done`. */
function discard(request: IncomingMessage, done: () => void): void {
	if (request.destroyed) return done();
	let bytes = 0;
	request.unpipe();
	request.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
		if (bytes > MOST_DISCARDED_BYTES) done();
	});
	request.once('close', done);
	request.resume();
}

function send(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
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
	discard(request, () => response.end());
}
