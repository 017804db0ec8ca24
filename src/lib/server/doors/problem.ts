import type { z } from 'zod';

/** One thing that is wrong: where, as a dotted path, and what to do. */
export type FieldError = Readonly<{ path: string; message: string }>;

/** RFC 9457, with `errors` as contract.md says. */
export type Problem = Readonly<{
	type: 'about:blank';
	title: string;
	status: number;
	detail?: string;
	errors?: readonly FieldError[];
	/** What kind of error it is, where a program may want to tell them apart. */
	code?: string;
	/** Where in the SQL, counted from 1. */
	line?: number;
	column?: number;
}>;

const TITLES: Readonly<Record<number, string>> = {
	400: 'The body is not readable',
	401: 'Who are you?',
	403: 'Not allowed',
	404: 'Not found',
	405: 'Method not allowed',
	408: 'Too slow',
	409: 'Conflict',
	413: 'Too large',
	422: 'Some fields are wrong',
	429: 'Too much at once',
	500: 'Something went wrong here',
	503: 'Not able right now'
};

export const problem = (status: number, detail?: string, errors?: readonly FieldError[]): Problem => ({
	type: 'about:blank',
	title: TITLES[status] ?? 'Error',
	status,
	...(detail !== undefined && { detail }),
	...(errors !== undefined && { errors })
});

const RETRY_AFTER_S = '1';

/** Headers that belong to a problem of this status. */
export const problemHeaders = (status: number): Record<string, string> => ({
	'content-type': 'application/problem+json',
	'cache-control': 'no-store',
	...(status === 401 && { 'www-authenticate': 'Bearer realm="upshot"' }),
	...((status === 429 || status === 503) && { 'retry-after': RETRY_AFTER_S })
});

/** `members`: what RFC 9457 calls extension members. */
export const problemResponse = (
	status: number,
	detail?: string,
	errors?: readonly FieldError[],
	members: Readonly<Record<string, number>> = {}
): Response =>
	new Response(JSON.stringify({ ...problem(status, detail, errors), ...members }), {
		status,
		headers: problemHeaders(status)
	});

const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/** Whoever sends more does not read them one by one; an answer must not be many times its question. */
const MOST_UNKNOWN = 20;

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
	path.reduce(
		(value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
		input
	);

function unknownErrors(path: readonly PropertyKey[], keys: readonly string[], unknown: (field: string) => string) {
	const named = keys.slice(0, MOST_UNKNOWN).map((key) => ({ path: pathText([...path, key]), message: unknown(key) }));
	const more = keys.length - named.length;
	return more === 0 ? named : [...named, { path: pathText(path), message: `There are ${more} more unknown fields.` }];
}

/**
 * Every issue of a failed parse of `input`, unknown fields one by one with the hint `unknown` gives (the first twenty).
 * Without `input` a field of the wrong type is taken for a missing one.
 */
export function fieldErrors(error: z.ZodError, unknown: (field: string) => string, input?: unknown): FieldError[] {
	return error.issues.flatMap((issue) => {
		if (issue.code === 'unrecognized_keys') return unknownErrors(issue.path, issue.keys, unknown);
		const isMissing = issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined;
		return [{ path: pathText(issue.path), message: isMissing ? `Is missing. ${issue.message}` : issue.message }];
	});
}

export const unknownField = (field: string): string => `There is no field "${field}".`;
export const unknownRowField = (field: string): string => `There is no field "${field}". Put it under "attributes".`;
