import { describe, expect, inject, it } from 'vitest';
import { ProblemReply, RowsReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi, NDJSON, problemOf } from '../../fixtures/api.ts';

const api = createApi(inject('server'));

const KINDS = [
	{ table: 'feedback' as const, good: { text: 'Good' }, bad: { text: 5 }, path: 'text' },
	{ table: 'events' as const, good: { name: 'opened' }, bad: { name: 5 }, path: 'name' }
];

describe.each(KINDS)('POST /$table', ({ table, good, bad, path }) => {
	const fresh = async () => {
		const product = await api.newProduct();
		return {
			product,
			post: (body: unknown, headers?: Record<string, string>) => api.post(table, product, body, headers),
			count: () => api.count(table, product)
		};
	};

	it('takes one object', async () => {
		const { post, count } = await fresh();
		const { status, body } = await post(good);
		expect(status).toBe(200);
		expect(RowsReply.parse(body)).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
		expect(await count()).toBe(1);
	});

	it('takes an array, and an empty one', async () => {
		const { post, count } = await fresh();
		expect((await post([good, good, good])).body).toEqual({ accepted: 3, duplicates: 0, rejected: [] });
		expect((await post([])).body).toEqual({ accepted: 0, duplicates: 0, rejected: [] });
		expect(await count()).toBe(3);
	});

	it.each(['application/x-ndjson', 'application/x-ndjson; charset=utf-8', 'Application/X-NDJSON'])(
		'takes a row a line as %s, and passes over blank lines',
		async (type) => {
			const { post, count } = await fresh();
			const line = JSON.stringify(good);
			const sent = await post(`\n${line}\r\n\r\n  \n${line}\n\n${line}`, { 'content-type': type });
			expect(sent.body).toEqual({ accepted: 3, duplicates: 0, rejected: [] });
			expect(await count()).toBe(3);
		}
	);

	it('rejects bad lines by their index and stores the good ones beside them', async () => {
		const { post, count } = await fresh();
		const lines = [good, 'no JSON', bad, good, [good], '{"cut":'].map((line) =>
			typeof line === 'string' ? line : JSON.stringify(line)
		);
		const { status, body } = await post(lines.join('\n'), NDJSON);
		expect(status).toBe(200);
		expect(body).toMatchObject({ accepted: 2, duplicates: 0 });
		expect(body.rejected.map(({ index, errors }) => [index, errors[0]?.path])).toEqual([
			[1, ''],
			[2, path],
			[4, ''],
			[5, '']
		]);
		expect(await count()).toBe(2);
	});

	it('rejects the bad rows of an array by their index and stores the good ones beside them', async () => {
		const { post, count } = await fresh();
		const { status, body } = await post([bad, good, null, 'text', good, 7, [], true]);
		expect(status).toBe(200);
		expect(body).toMatchObject({ accepted: 2, duplicates: 0 });
		expect(body.rejected.map(({ index }) => index)).toEqual([0, 2, 3, 5, 6, 7]);
		expect(body.rejected.every(({ errors }) => errors.length > 0)).toBe(true);
		expect(await count()).toBe(2);
	});

	it('answers 200 when every row of a list is bad', async () => {
		const { post, count } = await fresh();
		const array = await post([bad, bad]);
		const lines = await post('{\n}', NDJSON);
		for (const { status, body } of [array, lines]) {
			expect(status).toBe(200);
			expect(body).toMatchObject({ accepted: 0, duplicates: 0 });
			expect(body.rejected).toHaveLength(2);
		}
		expect(await count()).toBe(0);
	});

	it.each([bad, null, 5, 'text', true])('answers the single row %j with 422', async (row) => {
		const { post, count } = await fresh();
		const refused = await post(typeof row === 'string' ? JSON.stringify(row) : row);
		expect(refused.status).toBe(422);
		expect(refused.headers.get('content-type')).toBe('application/problem+json');
		expect(ProblemReply.parse(refused.body).errors?.length).toBeGreaterThan(0);
		expect(await count()).toBe(0);
	});

	it('takes one line as a row of a list: a bad one is rejected with 200', async () => {
		const { post } = await fresh();
		const { status, body } = await post(JSON.stringify(bad), NDJSON);
		expect(status).toBe(200);
		expect(body.rejected.map(({ index }) => index)).toEqual([0]);
	});

	it.each([
		['an empty body', ''],
		['what is no JSON', '{"text":'],
		['two objects that were not said to be lines', '{"text":"a"}\n{"text":"b"}'],
		['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])]
	])('answers %s with 400', async (_, body) => {
		const { post, count } = await fresh();
		const refused = await post(body);
		expect(refused.status).toBe(400);
		expect(problemOf(refused)).toMatchObject({ type: 'about:blank', status: 400 });
		expect(await count()).toBe(0);
	});

	it('answers lines that are no UTF-8 with 400 and stores none of them', async () => {
		const { post, count } = await fresh();
		const lines = Buffer.concat([Buffer.from(`${JSON.stringify(good)}\n`), Buffer.from([0xc3, 0x28])]);
		expect((await post(lines, NDJSON)).status).toBe(400);
		expect(await count()).toBe(0);
	});

	it('takes a byte order mark for what it is', async () => {
		const { post } = await fresh();
		expect((await post(`\ufeff${JSON.stringify(good)}`)).body).toMatchObject({ accepted: 1 });
	});

	it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
		'answers %s with 405 and says what is allowed',
		async (method) => {
			const { product } = await fresh();
			const refused = await api.call(method, `/api/v1/${table}`, { key: product.key.all });
			expect(refused.status).toBe(405);
			expect(refused.headers.get('allow')).toBe('POST');
			expect(refused.body).toMatchObject({ status: 405 });
		}
	);
});
