import { RULES } from '#lib/server/access/rules.ts';
import { OPERATIONS } from './api-operations.ts';
import { json, output, type Operation } from './operation.ts';
import { ProblemReply } from './replies.ts';

const DESCRIPTIONS: Readonly<Record<number, string>> = {
	400: 'The body is no JSON.',
	401: 'No key, or a wrong one.',
	403: 'The key lacks the scope, or is of another product.',
	404: 'Unknown product, version, import or dashboard.',
	409: 'The slug is taken, or the revision is not the newest: `revision` is.',
	413: 'Too large.',
	422: 'The body breaks its schema; `errors` names every field.',
	429: 'Too much at once; see Retry-After.',
	503: 'Not able right now; see Retry-After.'
};

const problems = (...statuses: number[]) =>
	Object.fromEntries(
		statuses.map((status) => [
			status,
			{
				description: DESCRIPTIONS[status] ?? 'Problem',
				content: { 'application/problem+json': { schema: output(ProblemReply) } }
			}
		])
	);

function operation({ rule, summary, body, rows, replies, parameters, problems: own = [] }: Operation) {
	const requestBody = body && {
		required: true,
		content: {
			...json(body),
			...(rows && { 'application/x-ndjson': { schema: { type: 'string', description: 'One row a line.' } } })
		}
	};
	const described = Object.fromEntries(
		Object.entries(replies).map(([status, reply]) => [
			status,
			{ description: status === '204' ? 'Done.' : 'As asked.', ...reply }
		])
	);
	return {
		summary,
		description: `Needs: ${RULES[rule] ?? ''}.`,
		...(parameters && { parameters }),
		...(requestBody && { requestBody }),
		responses: {
			...described,
			...problems(...own, 401, 403, 404, 503),
			...(body && problems(400, 413, 422)),
			...(rows && problems(429))
		}
	};
}

/** The OpenAPI 3.1 document, generated from the schemas that validate. */
export function openApiDocument() {
	const paths: Record<string, Record<string, object>> = {};
	for (const one of OPERATIONS) {
		const [method = '', route = ''] = one.rule.split(' ', 2);
		const path = route.replaceAll(/\[(\w+)\]/g, '{$1}');
		(paths[path] ??= {})[method.toLowerCase()] = operation(one);
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Upshot',
			version: '1',
			description: 'Feedback in, answers out. Errors are RFC 9457 problems; times are RFC 3339 or epoch milliseconds.'
		},
		components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
		security: [{ key: [] }],
		paths
	};
}
