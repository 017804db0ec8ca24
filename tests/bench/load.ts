import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export type Load = Readonly<{
	/** Acknowledged rows a second. */
	perSecond: number;
	p50Ms: number;
	p99Ms: number;
	failed: number;
}>;

type Target = Readonly<{ url: string; headers: Record<string, string>; body: (rows: number) => Buffer }>;

const quantile = (sorted: readonly number[], share: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

const summary = (times: number[], rows: number, seconds: number, failed: number): Load => {
	const sorted = times.toSorted((a, b) => a - b);
	return { perSecond: rows / seconds, p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), failed };
};

function post(agent: http.Agent, { url, headers }: Target, body: Buffer): Promise<number> {
	return new Promise((resolve) => {
		const request = http.request(url, {
			method: 'POST',
			agent,
			headers: { ...headers, 'content-length': body.length }
		});
		request.on('response', (response) => {
			response.resume();
			response.on('end', () => resolve(response.statusCode ?? 0));
			response.on('error', () => resolve(0));
		});
		request.on('error', () => resolve(0));
		request.end(body);
	});
}

/** `connections` clients, each of which sends its next batch when it has the answer to the last. */
export async function closedLoop(
	target: Target,
	{ connections, batch, seconds }: { connections: number; batch: number; seconds: number }
): Promise<Load> {
	const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
	const times: number[] = [];
	let [rows, failed] = [0, 0];
	const startMs = performance.now();
	const warmMs = startMs + 1000;
	const endMs = warmMs + seconds * 1000;
	const client = async () => {
		while (performance.now() < endMs) {
			const sentMs = performance.now();
			const status = await post(agent, target, target.body(batch));
			const doneMs = performance.now();
			if (sentMs < warmMs || doneMs > endMs) continue;
			if (status !== 200) failed++;
			else {
				rows += batch;
				times.push(doneMs - sentMs);
			}
		}
	};
	await Promise.all(Array.from({ length: connections }, client));
	agent.destroy();
	return summary(times, rows, seconds, failed);
}

/** So many single rows a second, sent when they are due whatever the server does; times count from then. */
export async function openLoop(target: Target, { rate, seconds }: { rate: number; seconds: number }): Promise<Load> {
	const agent = new http.Agent({ keepAlive: true, maxSockets: 1024 });
	const times: number[] = [];
	let failed = 0;
	const startMs = performance.now();
	const endMs = startMs + seconds * 1000;
	const under: Promise<void>[] = [];
	for (let sent = 0; sent < rate * seconds;) {
		const due = Math.min(rate * seconds, Math.floor(((performance.now() - startMs) / 1000) * rate));
		for (; sent < due; sent++) {
			const dueMs = startMs + (sent * 1000) / rate;
			under.push(
				post(agent, target, target.body(1)).then((status) => {
					if (status !== 200) failed++;
					else if (performance.now() <= endMs + 1000) times.push(performance.now() - dueMs);
				})
			);
		}
		await delay(2);
	}
	await Promise.race([Promise.all(under), delay(15_000)]);
	agent.destroy();
	return summary(times, times.length, seconds, failed);
}
