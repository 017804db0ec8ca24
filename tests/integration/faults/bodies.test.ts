import { createServer, request as send, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBodyBudget, type BodyShare } from '../../../src/lib/server/doors/body-budget.ts';
import { readBody } from '../../../src/lib/server/doors/read-body.ts';

const STALLED_MS = 1000;

/** A server that only reads bodies, and tells what became of each. */
async function createReader(mostTogether: number) {
	const open = createBodyBudget(mostTogether);
	const shares: BodyShare[] = [];
	const outcomes: Promise<number>[] = [];
	const server = createServer((incoming: IncomingMessage, response) => {
		const share = open();
		shares.push(share);
		const outcome = readBody(incoming, 1_000_000, { share, stalledMs: STALLED_MS }).then(
			() => 200,
			(cause: { status: number }) => cause.status
		);
		outcomes.push(outcome);
		void outcome.then((status) => response.writeHead(status, { connection: 'close' }).end());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.close();
		server.closeAllConnections();
	});
	const { port } = server.address() as AddressInfo;
	return {
		shares,
		outcomes,
		begin: (headers: Record<string, string> = {}) => send({ port, method: 'POST', headers }).on('error', () => {})
	};
}

describe('readBody', () => {
	it.each<Record<string, string>>([{}, { 'content-encoding': 'gzip' }])(
		'gives up on who does not go on, with headers %j',
		async (headers) => {
			const { begin, outcomes, shares } = await createReader(1_000_000);
			begin(headers).write(gzipSync(Buffer.alloc(100)).subarray(0, 15));
			await expect.poll(() => outcomes.length).toBe(1);
			expect(await outcomes[0]).toBe(408);
			shares[0]!.release();
		}
	);

	it('waits for who sends slowly, but goes on', async () => {
		const { begin, outcomes } = await createReader(1_000_000);
		const slow = begin();
		for (let sent = 0; sent < 6; sent++) {
			slow.write('x');
			await new Promise((resolve) => setTimeout(resolve, STALLED_MS / 4));
		}
		slow.end();
		await expect.poll(() => outcomes.length).toBe(1);
		expect(await outcomes[0]).toBe(200);
	});

	it('refuses what is too much together, gzip counted unpacked, and takes it when there is room again', async () => {
		const { begin, outcomes, shares } = await createReader(500_000);
		begin().end(Buffer.alloc(300_000));
		await expect.poll(() => shares[0]?.bytes()).toBe(300_000);
		const packed = gzipSync(Buffer.alloc(300_000));
		begin({ 'content-encoding': 'gzip' }).end(packed);
		await expect.poll(() => outcomes.length).toBe(2);
		expect(await Promise.all(outcomes)).toEqual([200, 429]);
		for (const share of shares) share.release();
		begin({ 'content-encoding': 'gzip' }).end(packed);
		await expect.poll(() => outcomes.length).toBe(3);
		expect(await outcomes[2]).toBe(200);
	});
});
