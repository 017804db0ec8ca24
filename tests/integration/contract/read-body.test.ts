import { createServer, request as send, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readBody } from '../../../src/lib/server/doors/read-body.ts';

const closers: (() => void)[] = [];
afterEach(() => {
	for (const close of closers.splice(0)) close();
});

/** What `readBody` makes of a request whose head and first bytes are sent, and which `go` then ends or breaks off. */
async function bodyOf(
	headers: Record<string, string>,
	go: (request: ReturnType<typeof send>) => void,
	mostBytes = 100
): Promise<PromiseSettledResult<Buffer>> {
	let settle: (outcome: PromiseSettledResult<Buffer>) => void = () => {};
	const settled = new Promise<PromiseSettledResult<Buffer>>((resolve) => (settle = resolve));
	const server = createServer((incoming: IncomingMessage, response) => {
		void Promise.allSettled([readBody(incoming, mostBytes)]).then(([outcome]) => {
			settle(outcome);
			response.end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const request = send({ port, method: 'POST', headers }).on('error', () => {});
	closers.push(
		() => request.destroy(),
		() => server.close()
	);
	go(request);
	return settled;
}

describe('readBody', () => {
	it('gives the bytes, in chunks or with a length', async () => {
		const chunked = await bodyOf({}, (request) => request.write('ab') && request.end('cd'));
		expect(chunked).toMatchObject({ status: 'fulfilled', value: Buffer.from('abcd') });
		const sized = await bodyOf({ 'content-length': '2' }, (request) => request.end('ab'));
		expect(sized).toMatchObject({ status: 'fulfilled', value: Buffer.from('ab') });
	});

	it('counts the unpacked bytes of gzip', async () => {
		const packed = (bytes: number) => (request: ReturnType<typeof send>) =>
			request.end(gzipSync(Buffer.alloc(bytes, 'a')));
		const headers = { 'content-encoding': 'gzip' };
		expect(await bodyOf(headers, packed(100))).toMatchObject({ status: 'fulfilled', value: Buffer.alloc(100, 'a') });
		expect(await bodyOf(headers, packed(101))).toMatchObject({ status: 'rejected', reason: { status: 413 } });
	});

	it.each<Record<string, string>>([{}, { 'content-encoding': 'gzip' }])(
		'ends when the client breaks off with headers %j',
		async (headers) => {
			const outcome = await bodyOf(headers, (request) => {
				request.write(gzipSync('[1,2,3]').subarray(0, 12), () => request.destroy());
			});
			expect(outcome).toMatchObject({ status: 'rejected', reason: { status: 400 } });
		}
	);

	it('refuses by the length that was said, before the bytes come', async () => {
		const outcome = await bodyOf({ 'content-length': '101' }, (request) => request.flushHeaders());
		expect(outcome).toMatchObject({ status: 'rejected', reason: { status: 413 } });
	});
});
