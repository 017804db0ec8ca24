import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { eventSchema, feedbackSchema } from '#lib/domain/feedback.ts';
import { plainFeedback } from '#lib/domain/plain-feedback.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Ingest } from '#lib/server/ingest/create-ingest.ts';
import type { Lane, Submission } from '#lib/server/ingest/create-lane.ts';
import { IngestBusy } from '#lib/server/ingest/lane-queue.ts';
import { RULES } from '#lib/server/access/rules.ts';
import { createBodyBudget, type BodyShare } from './body-budget.ts';
import { BodyError } from './body-error.ts';
import type { IdentifyRaw } from './identify.ts';
import type { Log } from './log.ts';
import { MOST_BYTES, parseRows, type RejectedRow, type RowCheck } from './parse-rows.ts';
import { refusal, sendAnswer, type Answer } from './raw-answer.ts';
import { readBody } from './read-body.ts';
import type { RequestLog } from './request-log.ts';
import { seeAnswer } from './see-request.ts';
import { newUuidV7 } from './uuid-v7.ts';

type Options = Readonly<{
	ingest: Ingest;
	identify: IdentifyRaw;
	/** The mark of the import's rows; `null` when the product has no such import. */
	readImport: (product: number, id: string) => Promise<{ batch: bigint } | null>;
	requests: RequestLog;
	now: () => number;
	log: Log;
}>;

type Door = Readonly<{ rule: string; answer: (request: IncomingMessage, url: URL) => Promise<Answer> }>;

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

type Taking<Row> = Readonly<{ rule: string; lane: Lane<Row>; check: RowCheck<Row>; options: Options }>;

async function takeRows<Row>(
	request: IncomingMessage,
	url: URL,
	{ lane, check, options, share, product }: Taking<Row> & { share: BodyShare; product: Product }
): Promise<Answer> {
	const origin = await originOf(url, product, options);
	if (!origin) return refusal(404, 'This product has no such import.', [{ path: 'import', message: 'Is unknown.' }]);
	const body = await readBody(request, MOST_BYTES, { share });
	const { rows, rejected, isSingle } = parseRows(body, request.headers['content-type'] ?? '', check);
	const [first] = rejected;
	if (isSingle && first) return refusal(422, undefined, first.errors);
	const submitted = lane.submit({ product: product.number, ...origin, rows, bytes: body.length });
	return accepted(submitted, { rows: rows.length, rejected });
}

/** Waits apart from the rows, which the lane has as bytes by now. */
async function accepted(
	submitted: Promise<{ duplicates: number }>,
	{ rows, rejected }: { rows: number; rejected: readonly RejectedRow[] }
): Promise<Answer> {
	const { duplicates } = await submitted;
	return { status: 200, body: { accepted: rows - duplicates, duplicates, rejected } };
}

/** The same failure meets every request that waits: one line a second says enough. */
const LOG_EVERY_MS = 1000;

function createFailure({ log, now }: Options) {
	let loggedMs = -Infinity;
	return (cause: unknown): Answer => {
		if (cause instanceof BodyError) return refusal(cause.status, cause.message);
		if (cause instanceof IngestBusy) return refusal(429, `${cause.message} Send again after the time in Retry-After.`);
		if (now() - loggedMs >= LOG_EVERY_MS) {
			loggedMs = now();
			log.error({ err: cause }, 'rows could not be stored');
		}
		return refusal(503, 'The rows could not be stored. Sending them again is safe when they carry an id.');
	};
}

/**
 * The raw handlers of `POST /api/v1/feedback` and `/events`, without the framework's cost per request. Returns whether
 * the request is theirs.
 */
export function createRowsDoor(options: Options) {
	const context = { now: options.now, newId: () => newUuidV7(options.now()) };
	const openShare = createBodyBudget();
	const failure = createFailure(options);
	const door = <Row>(taking: Omit<Taking<Row>, 'options'>): Door => ({
		rule: taking.rule,
		answer: async (request, url) => {
			const { rule } = taking;
			const slug = url.searchParams.get('product');
			const { identity, admission } = await options.identify(request, RULES[rule] ?? 'administer', slug);
			const path = url.pathname;
			if ('refusal' in admission) {
				const refused = refusal(admission.refusal.status, admission.refusal.title, admission.errors);
				seeAnswer(options.requests, { path, identity, product: null, bytes: null }, refused);
				return refused;
			}
			const { product } = admission;
			if (!product) throw new Error(`${rule} was let in without a product`);
			const share = openShare();
			try {
				const answer = await takeRows(request, url, { ...taking, options, share, product }).catch(failure);
				seeAnswer(options.requests, { path, identity, product, bytes: share.bytes() }, answer);
				return answer;
			} finally {
				share.release();
			}
		}
	});
	const { feedback, events } = options.ingest;
	const answers = { schema: feedbackSchema(context), plain: (value: unknown) => plainFeedback(value, context) };
	const doors = new Map<string, Door>([
		['/api/v1/feedback', door({ rule: 'POST /api/v1/feedback', lane: feedback, check: answers })],
		['/api/v1/events', door({ rule: 'POST /api/v1/events', lane: events, check: { schema: eventSchema(context) } })]
	]);

	return (request: IncomingMessage, response: ServerResponse): boolean => {
		const [path = ''] = (request.url ?? '').split('?', 1);
		const found = doors.get(path);
		if (!found) return false;
		const url = new URL(request.url ?? '/', 'http://localhost');
		const answer =
			request.method === 'POST'
				? found.answer(request, url).catch(failure)
				: Promise.resolve(refusal(405, 'Only POST is answered here.'));
		void answer.then((one) => sendAnswer(request, response, one));
		return true;
	};
}
