import { isHttpError, isRedirect } from '@sveltejs/kit';
import type { Log } from './log.ts';
import { problemResponse } from './problem.ts';

/** A database that does not answer comes back; node's and the driver's names for that. */
const AWAY = /^(E[A-Z]+|CONNECT\w*|57P0[1-3])$/;

function isAway(cause: unknown): boolean {
	if (!(cause instanceof Error)) return false;
	const code: unknown = Reflect.get(cause, 'code');
	return (typeof code === 'string' && AWAY.test(code)) || isAway(cause.cause);
}

/**
 * The API's answer to a failure that nobody foresaw: 503 when a database is away, else 500; logged here, once.
 * @throws what Kit throws to answer with
 */
export function unexpectedProblem(cause: unknown, log: Log, route: string | null): Response {
	if (isHttpError(cause) || isRedirect(cause)) throw cause;
	log.error({ err: cause, route }, 'a request failed');
	return isAway(cause)
		? problemResponse(503, 'A database did not answer. Try again.')
		: problemResponse(500, 'The log of the server says what happened.');
}
