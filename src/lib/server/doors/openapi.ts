import { z } from 'zod';
import { eventSchema, feedbackSchema } from '#lib/domain/feedback.ts';
import { NewImport, SavedMapping } from '#lib/domain/import.ts';
import { NewKey, NewProduct } from '#lib/domain/product.ts';
import { Question } from '#lib/domain/question.ts';
import { ReleaseInput, ReleasePatch } from '#lib/domain/release.ts';
import { RULES } from '#lib/server/access/rules.ts';
import {
	AnswerReply,
	ImportReply,
	ImportsReply,
	KeyReply,
	MappingsReply,
	MetricsReply,
	ProblemReply,
	ProductReply,
	ProductsReply,
	ReleaseReply,
	ReleasesReply,
	RowsReply
} from './replies.ts';

type Schema = Record<string, unknown>;

/** The JSON Schema of what a client may send, from the very schema that validates it. */
const input = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
const output = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'output' });

const anyRow = { now: () => 0, newId: () => '' };

const json = (schema: Schema) => ({ 'application/json': { schema } });
const content = (schema: z.ZodType) => ({ content: json(output(schema)) });

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

const DESCRIPTIONS: Readonly<Record<number, string>> = {
	400: 'The body is no JSON.',
	401: 'No key, or a wrong one.',
	403: 'The key lacks the scope, or is of another product.',
	404: 'Unknown product, version or import.',
	409: 'The slug is taken.',
	413: 'Too large.',
	422: 'The body breaks its schema; `errors` names every field.',
	429: 'Too much at once; see Retry-After.',
	503: 'Not able right now; see Retry-After.'
};

type Operation = {
	rule: keyof typeof RULES & string;
	summary: string;
	body?: Schema;
	/** Also NDJSON. */
	rows?: true;
	replies: Record<number, object>;
	parameters?: readonly object[];
};

const PRODUCT = {
	name: 'product',
	in: 'query',
	schema: { type: 'string' },
	description: 'The slug. A key names its product itself; the master key and sessions need it.'
};
const VERSION = { name: 'version', in: 'path', required: true, schema: { type: 'string' } };
const IMPORT = {
	name: 'import',
	in: 'query',
	schema: { type: 'string', format: 'uuid' },
	description: 'The import this belongs to; ids of rows are then compared without the limit of seven days.'
};

/** One row, or a list of them; NDJSON carries one a line. */
const rowsOf = (schema: z.ZodType): Schema => {
	const row = input(schema);
	return { oneOf: [row, { type: 'array', items: row, maxItems: 10_000 }] };
};

const OPERATIONS: readonly Operation[] = [
	{
		rule: 'POST /api/v1/feedback',
		summary: 'Store answers of customers',
		body: rowsOf(feedbackSchema(anyRow)),
		rows: true,
		parameters: [PRODUCT, IMPORT],
		replies: { 200: content(RowsReply) }
	},
	{
		rule: 'POST /api/v1/events',
		summary: 'Store what customers did',
		body: rowsOf(eventSchema(anyRow)),
		rows: true,
		parameters: [PRODUCT, IMPORT],
		replies: { 200: content(RowsReply) }
	},
	{
		rule: 'GET /api/v1/products',
		summary: 'The products this key may reach',
		replies: { 200: content(ProductsReply) }
	},
	{
		rule: 'POST /api/v1/products',
		summary: 'Add a product',
		body: input(NewProduct),
		replies: { 201: content(ProductReply), ...problems(409) }
	},
	{
		rule: 'POST /api/v1/keys',
		summary: 'Make a key; it is shown once',
		body: input(NewKey),
		replies: { 201: content(KeyReply) }
	},
	{
		rule: 'POST /api/v1/imports',
		summary: 'Begin an import',
		body: input(NewImport),
		parameters: [PRODUCT],
		replies: { 201: content(ImportReply) }
	},
	{
		rule: 'GET /api/v1/imports',
		summary: 'All imports, newest first',
		parameters: [PRODUCT],
		replies: { 200: content(ImportsReply) }
	},
	{
		rule: 'DELETE /api/v1/imports/[id]',
		summary: 'Take the rows of an import back',
		parameters: [PRODUCT, { ...VERSION, name: 'id' }],
		replies: { 204: {} }
	},
	{
		rule: 'GET /api/v1/imports/mappings',
		summary: 'How files were read the last time, newest first',
		parameters: [PRODUCT],
		replies: { 200: content(MappingsReply) }
	},
	{
		rule: 'PUT /api/v1/imports/mappings',
		summary: 'Keep how files with these columns are read',
		body: input(SavedMapping),
		parameters: [PRODUCT],
		replies: { 204: {} }
	},
	{
		rule: 'GET /api/v1/releases',
		summary: 'All releases, newest first',
		parameters: [PRODUCT],
		replies: { 200: content(ReleasesReply) }
	},
	{
		rule: 'POST /api/v1/releases',
		summary: 'Add a release, or change the one of this version',
		body: input(ReleaseInput),
		parameters: [PRODUCT, IMPORT],
		replies: { 200: content(ReleaseReply), 201: content(ReleaseReply) }
	},
	{
		rule: 'GET /api/v1/releases/[version]',
		summary: 'One release',
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(ReleaseReply) }
	},
	{
		rule: 'PATCH /api/v1/releases/[version]',
		summary: 'Change a release',
		body: input(ReleasePatch),
		parameters: [PRODUCT, VERSION],
		replies: { 200: content(ReleaseReply) }
	},
	{
		rule: 'DELETE /api/v1/releases/[version]',
		summary: 'Remove a release',
		parameters: [PRODUCT, VERSION],
		replies: { 204: {} }
	},
	{
		rule: 'GET /api/v1/metrics',
		summary: 'The metrics that can be asked for',
		parameters: [PRODUCT],
		replies: { 200: content(MetricsReply) }
	},
	{
		rule: 'POST /api/v1/query',
		summary: 'Ask a question',
		body: input(Question),
		parameters: [PRODUCT],
		replies: { 200: content(AnswerReply) }
	}
];

function operation({ rule, summary, body, rows, replies, parameters }: Operation) {
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
			...problems(401, 403, 404, 503),
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
