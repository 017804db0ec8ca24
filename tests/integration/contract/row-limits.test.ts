import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ProblemReply } from '../../../src/lib/server/doors/replies.ts';
import { createApi, NDJSON, problemOf, type TestProduct } from '../../fixtures/api.ts';

const server = inject('server');
const api = createApi(server);
const MB = 1_000_000;

let product: TestProduct;
beforeAll(async () => {
	product = await api.newProduct();
});

type Sent = { status: number; body: unknown };

/** Sends the pieces one after another, chunked unless the headers say how long they are. */
const sendPieces = (pieces: readonly Buffer[], headers: Record<string, string> = {}): Promise<Sent> =>
	new Promise((resolve, reject) => {
		const authorization = `Bearer ${product.key.ingest}`;
		const request = http.request(`${server.url}/api/v1/feedback`, {
			method: 'POST',
			headers: { authorization, 'content-type': 'application/json', ...headers }
		});
		request.on('error', reject);
		request.on('response', (response) => {
			let text = '';
			response.on('data', (chunk: Buffer) => (text += chunk.toString()));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
		});
		for (const piece of pieces) request.write(piece);
		request.end();
	});

const blanks = (bytes: number) => Buffer.alloc(bytes, ' ');
const blankMegabytes = (count: number) => Array.from({ length: count }, () => blanks(MB));

describe('the limits of POST /feedback', () => {
	it('takes 10,000 rows and refuses one more with 413', async () => {
		const rows = Array.from({ length: 10_001 }, () => ({ scale: 'stars', score: 5 }));
		const own = await api.newProduct();
		const refused = await api.post('feedback', own, rows);
		expect(refused.status).toBe(413);
		expect(ProblemReply.parse(refused.body).status).toBe(413);
		const lines = rows.map((row) => JSON.stringify(row)).join('\n');
		expect((await api.post('feedback', own, lines, NDJSON)).status).toBe(413);
		expect(await api.count('feedback', own)).toBe(0);
		expect((await api.post('feedback', own, rows.slice(1))).body).toEqual({
			accepted: 10_000,
			duplicates: 0,
			rejected: []
		});
		expect(await api.count('feedback', own)).toBe(10_000);
	});

	it('takes 10 MB and refuses one byte more with 413', async () => {
		const row = Buffer.from('{"text":"a"}');
		const full = Buffer.concat([row, blanks(10 * MB - row.length)]);
		expect((await api.post('feedback', product, full)).body).toMatchObject({ accepted: 1 });
		const refused = await api.post('feedback', product, Buffer.concat([full, blanks(1)]));
		expect(refused.status).toBe(413);
		expect(problemOf(refused)).toMatchObject({ type: 'about:blank', status: 413 });
	});

	it('refuses 11 MB in chunks, whose length nobody said', async () => {
		const { status, body } = await sendPieces(blankMegabytes(11));
		expect(status).toBe(413);
		expect(ProblemReply.parse(body).status).toBe(413);
	});

	it('takes 9 MB in chunks', async () => {
		const sent = await sendPieces([...blankMegabytes(9), Buffer.from('{"text":"a"}')]);
		expect(sent).toEqual({ status: 200, body: { accepted: 1, duplicates: 0, rejected: [] } });
	});

	it('refuses a body said to be 11 MB', async () => {
		const pieces = blankMegabytes(11);
		expect((await sendPieces(pieces, { 'content-length': String(11 * MB) })).status).toBe(413);
	});

	it('takes gzip and counts its unpacked rows', async () => {
		const packed = gzipSync('[{"text":"a"},{"text":"b"}]');
		const sent = await sendPieces([packed], { 'content-encoding': 'gzip' });
		expect(sent).toEqual({ status: 200, body: { accepted: 2, duplicates: 0, rejected: [] } });
	});

	it('refuses a small gzip that would be large', async () => {
		const bomb = gzipSync(blanks(100 * MB));
		expect(bomb.length).toBeLessThan(MB / 5);
		expect((await sendPieces([bomb], { 'content-encoding': 'gzip' })).status).toBe(413);
	});

	it.each([
		['cut off', gzipSync('{"text":"a"}').subarray(0, 15)],
		['not gzip', Buffer.from('{"text":"a"}')],
		['empty', Buffer.alloc(0)]
	])('answers a gzip that is %s with 400', async (_, bytes) => {
		const { status, body } = await sendPieces([bytes], { 'content-encoding': 'gzip' });
		expect(status).toBe(400);
		expect(ProblemReply.parse(body).status).toBe(400);
	});

	it.each(['br', 'deflate', 'gzip, gzip', 'zstd'])('does not guess at the encoding %j', async (encoding) => {
		const { status, body } = await sendPieces([Buffer.from('{"text":"a"}')], { 'content-encoding': encoding });
		expect(status).toBe(415);
		expect(ProblemReply.parse(body).status).toBe(415);
	});

	it('answers a row of a hundred thousand unknown fields soon and briefly', async () => {
		const fields = Array.from({ length: 100_000 }, (_, index) => `"f${index}":1`);
		const refused = await api.call('POST', '/api/v1/feedback', {
			key: product.key.ingest,
			body: `[{${fields.join(',')}}]`
		});
		expect(refused.status).toBe(200);
		expect(JSON.stringify(refused.body).length).toBeLessThan(100_000);
	});

	it('answers a body of a million brackets as any other', async () => {
		const depth = 1_000_000;
		const refused = await api.post('feedback', product, `[{"attributes":${'['.repeat(depth)}${']'.repeat(depth)}}]`);
		expect(refused.status).toBe(200);
		expect(refused.body).toMatchObject({ accepted: 0 });
	});

	it('lets the next request through on the connection of a refused one', async () => {
		const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
		const post = (body: string) =>
			new Promise<number>((resolve, reject) => {
				const headers = { authorization: `Bearer ${product.key.ingest}` };
				const options = { method: 'POST', agent, headers };
				const request = http.request(`${server.url}/api/v1/feedback`, options, (response) => {
					response.resume().on('end', () => resolve(response.statusCode ?? 0));
				});
				request.on('error', reject).end(body);
			});
		expect(await post('no JSON')).toBe(400);
		expect(await post('{"text":"a"}')).toBe(200);
		expect(await post('[]'.repeat(2))).toBe(400);
		expect(await post('{"text":"a"}')).toBe(200);
		agent.destroy();
	});
});
