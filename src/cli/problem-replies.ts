import { FieldErrors } from '#lib/sending/receipts.ts';
import { z } from 'zod';
import { ServerError } from './failures.ts';
import { printable } from './printable.ts';

const Problem = z.object({
	title: z.string(),
	detail: z.string().optional(),
	errors: FieldErrors.catch([]).default([])
});

const HINTS = new Map([
	[401, 'Check UPSHOT_API_KEY.'],
	[413, 'This should not happen; please report it.']
]);

export const errorLine = ({ path, message }: { path: string; message: string }): string =>
	printable(path ? `${path}: ${message}` : message);

/** What the server said when it refused, RFC 9457 or not. */
export function refusal(status: number, body: unknown, address: string): ServerError {
	const problem = Problem.safeParse(body);
	if (!problem.success)
		return new ServerError(`${address} answered ${status}, and not like Upshot. Is the address right?`, { status });
	const { title, detail, errors } = problem.data;
	const said = [
		`The server refused: ${printable(title).replace(/\.$/, '')} (${status}).`,
		printable(detail ?? ''),
		HINTS.get(status) ?? ''
	];
	return new ServerError(said.filter((part) => part !== '').join(' '), { status, reasons: errors.map(errorLine) });
}

/** Why nothing came back, in words. */
export function connectionFailure(cause: unknown, address: string): string {
	const error = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (code === 'ECONNREFUSED')
		return `No server answers at ${address}. Is it running (npm start), and is the address right?`;
	if (code === 'ENOTFOUND') return `There is no host of that name: ${address}.`;
	if (error instanceof Error && error.name === 'TimeoutError') return `${address} did not answer in time.`;
	return `The connection to ${address} failed: ${printable(error instanceof Error ? error.message : String(error))}.`;
}
