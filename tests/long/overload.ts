import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createApi } from '../fixtures/api.ts';
import { startServer } from '../fixtures/start-server.ts';

export type OverloadOutcome = {
	seconds: number;
	requests: number;
	/** Bytes offered at the same time, over the bytes the server takes at the same time. */
	timesTooMuch: number;
	acceptedRows: number;
	refused: number;
	/** Answers that are neither 200 nor an honest 429 or 503. */
	wrong: string[];
	/** Rows that were acknowledged and are not there, or the other way round. */
	difference: number;
	mostMegabytes: number;
	/** The slowest of ten small requests right after the load. */
	slowestAfterMs: number;
};

const CONNECTIONS = 320;
const ROWS = 250;
/** What the server holds of bodies at once. */
const BODY_BUDGET_BYTES = 64_000_000;

/** A body of two megabytes that no other equals. */
const bodyOf = (request: number): Buffer => {
	const rows = Array.from(
		{ length: ROWS },
		(_, row) => `{"id":"${request}-${row}","text":"${'what a customer said '.repeat(400)}","version":"1.0"}`
	);
	return Buffer.from(rows.join('\n'));
};

type Posted = { status: number; retryAfter: boolean; body: string };

function post(agent: http.Agent, url: string, key: string, body: Buffer): Promise<Posted> {
	return new Promise((resolve, reject) => {
		const headers = {
			authorization: `Bearer ${key}`,
			'content-type': 'application/x-ndjson',
			'content-length': body.length
		};
		const request = http.request(`${url}/api/v1/feedback`, { method: 'POST', agent, headers }, (response) => {
			let text = '';
			response.on('data', (part) => (text += String(part)));
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, retryAfter: 'retry-after' in response.headers, body: text })
			);
			response.on('error', reject);
		});
		request.on('error', reject);
		request.end(body);
	});
}

/** Ten times more at once than the server takes, for some seconds, and what became of it. */
export async function runOverload(seconds: number): Promise<OverloadOutcome> {
	const server = await startServer();
	const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	try {
		const api = createApi(server);
		const product = await api.newProduct();
		const wrong: string[] = [];
		let [requests, acceptedRows, refused, mostMegabytes] = [0, 0, 0, 0];
		let isOver = false;
		const client = async () => {
			// Made once: the load is the server's to bear, not this process's.
			const own = bodyOf(requests++);
			let body = own;
			while (!isOver) {
				const { status, retryAfter, body: answer } = await post(agent, server.url, product.key.ingest, body);
				if (status === 200) {
					acceptedRows += (JSON.parse(answer) as { accepted: number }).accepted;
					body = bodyOf(requests++);
				} else if ((status === 429 || status === 503) && retryAfter) {
					refused++;
					await delay(50);
				} else wrong.push(`${status} ${answer.slice(0, 200)}`);
			}
		};
		const watched = watchMemory(
			server.url,
			() => isOver,
			(megabytes) => {
				mostMegabytes = Math.max(mostMegabytes, megabytes);
			}
		);
		const clients = Array.from({ length: CONNECTIONS }, () =>
			client().catch((cause: Error) => void wrong.push(cause.message))
		);
		await delay(seconds * 1000);
		isOver = true;
		await Promise.all([...clients, watched]);
		const times: number[] = [];
		for (let request = 0; request < 10; request++)
			times.push(await timeOf(() => api.post('feedback', product, { text: 'after' })));
		const stored = (await api.count('feedback', product)) - times.length;
		return {
			...{ seconds, requests, acceptedRows, refused, wrong, mostMegabytes },
			timesTooMuch: (CONNECTIONS * bodyOf(0).length) / BODY_BUDGET_BYTES,
			difference: stored - acceptedRows,
			slowestAfterMs: Math.max(...times)
		};
	} finally {
		agent.destroy();
		await server.stop();
	}
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
	const startMs = performance.now();
	await run();
	return performance.now() - startMs;
}

async function watchMemory(url: string, isOver: () => boolean, see: (megabytes: number) => void): Promise<void> {
	while (!isOver()) {
		const text = await (await fetch(`${url}/metrics`)).text();
		see(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? NaN) / 1e6);
		await delay(200);
	}
}
