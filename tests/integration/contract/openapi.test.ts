import { beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { ProblemReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi, type TestProduct } from '../../fixtures/api.ts';
import { methodOf, SAMPLES } from './samples.ts';

const api = createApi(inject('server'));

/** What only the command line calls: nobody else may rely on it. */
const INTERNAL = ['GET /api/v1/backup'];
const PUBLIC = Object.keys(SAMPLES).filter((rule) => !INTERNAL.includes(rule));

/* What this file relies on in a document, after the OpenAPI 3.1 specification (spec.openapis.org/oas/v3.1.0). */

const JsonSchema = z.record(z.string(), z.unknown());
const Content = z.record(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/), z.looseObject({ schema: JsonSchema }));
const Parameter = z.looseObject({
	name: z.string().min(1),
	in: z.enum(['query', 'path', 'header', 'cookie']),
	required: z.boolean().optional(),
	schema: JsonSchema
});
const Operation = z.looseObject({
	summary: z.string().min(1),
	parameters: z.array(Parameter).default([]),
	requestBody: z.strictObject({ required: z.boolean(), content: Content }).optional(),
	responses: z.record(
		z.string().regex(/^[1-5]\d\d$/),
		z.strictObject({ description: z.string().min(1), content: Content.optional() })
	)
});
const Document = z.looseObject({
	openapi: z.string().regex(/^3\.1\.\d+$/),
	info: z.looseObject({ title: z.string().min(1), version: z.string().min(1) }),
	paths: z.record(
		z.string().regex(/^\//),
		z.partialRecord(z.enum(['get', 'put', 'post', 'delete', 'patch']), Operation)
	),
	components: z.looseObject({
		securitySchemes: z.record(z.string(), z.looseObject({ type: z.literal('http'), scheme: z.literal('bearer') }))
	}),
	security: z.array(z.record(z.string(), z.array(z.string())))
});
type Operation = z.infer<typeof Operation>;

let document: z.infer<typeof Document>;
let operations: { rule: string; path: string; operation: Operation }[];
let product: TestProduct;

beforeAll(async () => {
	document = Document.parse((await api.call('GET', '/api/v1/openapi.json')).body);
	operations = Object.entries(document.paths).flatMap(([path, item]) =>
		Object.entries(item).map(([method, operation]) => ({
			rule: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, '[$1]')}`,
			path,
			operation
		}))
	);
	product = await api.newProduct();
});

const operationOf = (rule: string): Operation => {
	const found = operations.find((one) => one.rule === rule);
	if (!found) throw new Error(`${rule} is not documented`);
	return found.operation;
};

const schemaOf = (content: z.infer<typeof Content> | undefined, type: string): z.ZodType =>
	z.fromJSONSchema(content?.[type]?.schema ?? false);

const sampleOf = async (rule: string) => {
	const make = SAMPLES[rule];
	if (!make) throw new Error(`no sample for ${rule}`);
	return make(api, product);
};

const send = (rule: string, path: string, body: unknown) =>
	api.call<unknown>(methodOf(rule), `${path}?product=${product.slug}`, {
		key: api.masterKey,
		...(body !== undefined && { body })
	});

describe('GET /openapi.json', () => {
	it('documents every call that the contract names, and no other', () => {
		expect(operations.map(({ rule }) => rule).sort()).toEqual(PUBLIC.toSorted());
	});

	it('declares each variable of a path, and points nowhere outside itself', () => {
		for (const { path, operation } of operations) {
			const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
			expect(declared.map(({ name, required }) => [name, required])).toEqual(variables.map((name) => [name, true]));
		}
		const schemes = Object.keys(document.components.securitySchemes);
		expect(document.security.flatMap((one) => Object.keys(one)).filter((name) => !schemes.includes(name))).toEqual([]);
		expect(JSON.stringify(document)).not.toContain('"$ref"');
	});

	it('tells the problems that every call can answer', () => {
		for (const { operation } of operations) {
			const statuses = Object.keys(operation.responses);
			expect(statuses).toEqual(expect.arrayContaining(['401', '403', '404', '503']));
			if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining(['400', '413', '422']));
		}
	});
});

describe.each(PUBLIC)('%s', (rule) => {
	it('takes the documented body and gives the documented reply', async () => {
		const { requestBody, responses } = operationOf(rule);
		const { path, body, status } = await sampleOf(rule);
		expect(requestBody === undefined).toBe(body === undefined);
		if (body) expect(schemaOf(requestBody?.content, 'application/json').safeParse(body).error).toBeUndefined();
		const reply = await send(rule, path, body);
		expect(reply.status).toBe(status);
		expect(Object.keys(responses)).toContain(String(status));
		if (status === 204) return expect(reply.body).toBe('');
		expect(reply.headers.get('content-type')).toBe('application/json');
		const documented = schemaOf(responses[String(status)]?.content, 'application/json');
		expect(documented.safeParse(reply.body).error).toBeUndefined();
	});

	it('answers a documented problem in the documented shape', async () => {
		const { path, body } = await sampleOf(rule);
		const refused = await api.call<unknown>(methodOf(rule), path, { ...(body && { body }) });
		expect(refused.status).toBe(401);
		const documented = schemaOf(operationOf(rule).responses['401']?.content, 'application/problem+json');
		expect(documented.safeParse(refused.body).error).toBeUndefined();
		expect(ProblemReply.safeParse(refused.body).error).toBeUndefined();
	});

	it('needs the fields that are documented as required, and no more', async () => {
		const schema = operationOf(rule).requestBody?.content['application/json']?.schema;
		const { path, body, status } = await sampleOf(rule);
		if (!schema || !body) return expect([schema, body]).toEqual([undefined, undefined]);
		const one = Array.isArray(schema.oneOf) ? schema.oneOf[0] : schema;
		const required = z.object({ required: z.array(z.string()).default([]) }).parse(one).required;
		for (const field of required) {
			const rest = Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
			const refused = await send(rule, path, rest);
			expect([field, refused.status]).toEqual([field, 422]);
			expect(ProblemReply.parse(refused.body).errors?.map(({ path }) => path)).toEqual([field]);
		}
		const least = Object.fromEntries(Object.entries(body).filter(([name]) => required.includes(name)));
		const isFeedback = rule.endsWith('/feedback') || methodOf(rule) === 'PATCH';
		// These need one of several fields, which JSON Schema's `required` does not tell.
		expect((await send(rule, path, isFeedback ? body : least)).status).toBe(status);
	});
});
