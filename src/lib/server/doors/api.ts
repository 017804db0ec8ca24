import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Product } from '#lib/domain/product.ts';
import { BodyError } from './body-error.ts';
import { fieldErrors, problemResponse, unknownField } from './problem.ts';
import { bodyText, parseJson } from './read-body.ts';
import { unexpectedProblem } from './unexpected.ts';

/** A failure that a handler means to answer with. */
export class ApiError extends Error {
	readonly status: number;
	readonly errors: readonly { path: string; message: string }[] | undefined;
	/** What the problem says besides, by name. */
	readonly members: Readonly<Record<string, number>> | undefined;
	constructor(
		status: number,
		message: string,
		errors?: readonly { path: string; message: string }[],
		members?: Readonly<Record<string, number>>
	) {
		super(message);
		this.status = status;
		this.errors = errors;
		this.members = members;
	}
}

const statusOf = (cause: unknown): unknown =>
	typeof cause === 'object' && cause !== null && 'status' in cause ? cause.status : null;

async function bodyOf(request: Request): Promise<unknown> {
	try {
		return parseJson(bodyText(Buffer.from(await request.arrayBuffer())));
	} catch (cause) {
		if (cause instanceof BodyError) throw new ApiError(cause.status, cause.message);
		if (statusOf(cause) === 413) throw new ApiError(413, 'The body is larger than 512 kB.');
		throw cause;
	}
}

/**
 * The JSON body, parsed by the schema that also documents it.
 * @throws ApiError 400 for what is no JSON, 413, and 422 with every field at once
 */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
	const body = await bodyOf(request);
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	throw new ApiError(422, 'See errors.', fieldErrors(parsed.error, unknownField, body));
}

/** A path where a person would look for it, not an exception: 404 in the shape of every other problem. */
export const notFound = (what: string): ApiError => new ApiError(404, what);

type Handler = (event: RequestEvent, product: Product) => Promise<Response>;
type OpenHandler = (event: RequestEvent) => Promise<Response>;

async function answered({ route, locals }: RequestEvent, run: () => Promise<Response>): Promise<Response> {
	try {
		return await run();
	} catch (cause) {
		if (cause instanceof ApiError) return problemResponse(cause.status, cause.message, cause.errors, cause.members);
		if (!route.id?.startsWith('/api/')) throw cause;
		return unexpectedProblem(cause, locals.parts.log, route.id);
	}
}

/** An endpoint about one product, which the gate has admitted. */
export const productEndpoint =
	(handle: Handler) =>
	(event: RequestEvent): Promise<Response> =>
		answered(event, () => {
			const { product } = event.locals;
			if (!product) throw new Error(`${event.route.id ?? 'a route'} was let in without a product`);
			return handle(event, product);
		});

/** An endpoint about no product. */
export const endpoint =
	(handle: OpenHandler) =>
	(event: RequestEvent): Promise<Response> =>
		answered(event, () => handle(event));

/** JSON that no cache may keep. */
export const jsonResponse = (body: unknown, status = 200): Response =>
	new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }
	});
