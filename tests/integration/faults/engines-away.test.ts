import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf, descendants } from '../../engines/support/processes.ts';
import { createApi, type Api, type TestProduct } from '../../fixtures/api.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';

let server: TestServer;
let api: Api;
let product: TestProduct;

beforeAll(async () => {
	server = await startServer();
	api = createApi(server);
	product = await api.newProduct();
});
afterAll(() => server.stop());

const pidOf = (part: string): number =>
	descendants(server.process.pid!).find(
		(pid) => commandOf(pid).includes(part) && !commandOf(pid).startsWith('/bin/sh')
	)!;
const row = () => ({ id: randomUUID(), scale: 'csat', score: 5 });
const eventually = { timeout: 20_000, interval: 50 };

describe('ClickHouse', () => {
	it('may stand still: rows wait, are stored once, and nothing else fails', async () => {
		const pid = pidOf('clickhouse-child.js');
		const rows = Array.from({ length: 30 }, row);
		process.kill(pid, 'SIGSTOP');
		let answered = 0;
		const replies = rows.map((one) => api.post('feedback', product, [one]).finally(() => answered++));
		expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
		await new Promise((resolve) => setTimeout(resolve, 1500));
		expect(answered).toBe(0);
		process.kill(pid, 'SIGCONT');
		for (const reply of await Promise.all(replies)) expect(reply).toMatchObject({ status: 200, body: { accepted: 1 } });
		expect((await api.post('feedback', product, rows)).body).toMatchObject({ accepted: 0, duplicates: rows.length });
		expect(await api.count('feedback', product)).toBe(rows.length);
	});

	it('may be killed: the answer is 503 with Retry-After, never 500, and all heals by itself', async () => {
		const before = await api.count('feedback', product);
		const rows = Array.from({ length: 200 }, row);
		const statuses = new Set<number>();
		const statements = async () => {
			const { body } = await api.call<string>('GET', '/metrics');
			return Number(/^upshot_store_queries_total (\d+)$/m.exec(body)?.[1]);
		};
		const sendUntilStored = async (one: ReturnType<typeof row>) => {
			await expect
				.poll(async () => {
					const { status, headers } = await api.post('feedback', product, one);
					statuses.add(status);
					if (status === 503) expect(headers.get('retry-after')).toMatch(/^\d+$/);
					return status;
				}, eventually)
				.toBe(200);
		};
		// It stands still, so that an INSERT is under way when it dies: it is back too soon to be missed otherwise.
		const pid = pidOf('clickhouse-child.js');
		process.kill(pid, 'SIGSTOP');
		const sentBefore = await statements();
		const stored = Promise.all(rows.map(sendUntilStored));
		await expect.poll(statements, eventually).toBeGreaterThan(sentBefore);
		process.kill(pid, 'SIGKILL');
		await stored;
		expect([...statuses].toSorted()).toEqual([200, 503]);
		expect(await api.count('feedback', product)).toBe(before + rows.length);
	});
});

describe('PostgreSQL', () => {
	it('may be away: rows with a key in use are stored, other keys hear 503, and all heals by itself', async () => {
		expect((await api.post('feedback', product, row())).status).toBe(200);
		const pid = pidOf('embedded-postgres');
		// Standing still, no new connection is answered and no lock taken.
		process.kill(pid, 'SIGKILL');
		expect((await api.post('feedback', product, row())).status).toBe(200);
		const release = await api.call('GET', '/api/v1/releases', { key: product.key.read });
		expect([200, 503]).toContain(release.status);
		if (release.status === 503) expect(release.headers.get('content-type')).toBe('application/problem+json');
		const unknown = await api.call('POST', '/api/v1/feedback', { key: 'up_unknown', body: row() });
		// Unknown for certain once it is back, and unable to say so before.
		expect([401, 503]).toContain(unknown.status);
		expect(JSON.stringify(unknown.body)).not.toMatch(/ at .*\.(js|ts)/);
		await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status, eventually).toBe(200);
		await expect
			.poll(
				async () => (await api.call('POST', '/api/v1/feedback', { key: 'up_unknown', body: row() })).status,
				eventually
			)
			.toBe(401);
		expect((await api.newProduct()).slug).toMatch(/^t-/);
	});
});
