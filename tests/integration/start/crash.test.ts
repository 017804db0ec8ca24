import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alive, descendants } from '../../engines/support/processes.ts';
import { tempFolder } from '../../engines/support/temp-folder.ts';
import { createApi, type Api, type TestProduct } from '../../fixtures/api.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';
import { eventually } from '../contract/followed-panel.ts';

/** Ends each of them at once, without a chance to do anything about it. */
function kill(pids: readonly number[]): void {
	for (const pid of pids)
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It ended by itself, as the engines do without their parent.
		}
}

async function startOn(dataDir: string): Promise<TestServer> {
	const server = await startServer({ dataDir });
	onTestFinished(() => kill([...descendants(server.process.pid ?? 0), server.process.pid ?? 0]));
	return server;
}

/** Posts batches one after another until the server is gone; the ids of those that got their 200. */
async function postUntilGone(
	api: Api,
	product: TestProduct,
	name: string
): Promise<{ acked: string[]; tried: string[] }> {
	const acked: string[] = [];
	const tried: string[] = [];
	for (let batch = 0; ; batch++) {
		const ids = Array.from({ length: 25 }, (_, index) => `${name}-${batch}-${index}`);
		tried.push(...ids);
		const rows = ids.map((id) => ({ id, text: 'a' }));
		try {
			if ((await api.post('feedback', product, rows)).status === 200) acked.push(...ids);
		} catch {
			return { acked, tried };
		}
	}
}

/** A server under load, which is then ended in the midst of it by `end`; what its clients know. */
async function crashed(dataDir: string, end: (server: TestServer) => void) {
	const server = await startOn(dataDir);
	const api = createApi(server);
	const product = await api.newProduct();
	const senders = ['a', 'b', 'c'].map((name) => postUntilGone(api, product, name));
	await eventually(async () => expect(await api.count('feedback', product)).toBeGreaterThan(200));
	expect((await api.post('events', product, [{ id: 'last', name: 'a' }])).body).toMatchObject({ accepted: 1 });
	end(server);
	const sent = await Promise.all(senders);
	return {
		product,
		acked: sent.flatMap((one) => one.acked),
		tried: sent.flatMap((one) => one.tried)
	};
}

/** Holds a new server on the same folder to what the clients know. */
async function expectNothingLost(dataDir: string, { product, acked, tried }: Awaited<ReturnType<typeof crashed>>) {
	const api = createApi(await startOn(dataDir));
	const rows = (ids: readonly string[]) => ids.map((id) => ({ id, text: 'a' }));
	expect(acked.length).toBeGreaterThan(0);
	expect(await api.count('events', product)).toBe(1);
	expect((await api.post('events', product, { id: 'last', name: 'a' })).body).toMatchObject({ duplicates: 1 });
	const again = await api.post('feedback', product, rows(acked));
	expect(again.body).toEqual({ accepted: 0, duplicates: acked.length, rejected: [] });
	// Rows without an answer may be there or not; sent again, each is there once.
	expect((await api.post('feedback', product, rows(tried))).status).toBe(200);
	expect(await api.count('feedback', product)).toBe(tried.length);
}

describe('kill -9 of every process', () => {
	it('takes nothing that was answered with 200, and the next start may follow at once', async () => {
		const dataDir = tempFolder();
		const known = await crashed(dataDir, ({ process: { pid = 0 } }) => kill([pid, ...descendants(pid)]));
		await expectNothingLost(dataDir, known);
	}, 90_000);
});

describe('kill -9 of the server alone', () => {
	it('takes nothing that was answered with 200, and ends its engines, too', async () => {
		const dataDir = tempFolder();
		let children: number[] = [];
		const known = await crashed(dataDir, (server) => {
			children = descendants(server.process.pid ?? 0);
			server.process.kill('SIGKILL');
		});
		expect(children.length).toBeGreaterThan(1);
		await eventually(() => expect(alive(children)).toEqual([]));
		await expectNothingLost(dataDir, known);
	}, 90_000);
});

describe('SIGTERM', () => {
	it('answers what was asked, ends with 0 and leaves no process behind', async () => {
		const dataDir = tempFolder();
		const server = await startOn(dataDir);
		const api = createApi(server);
		const product = await api.newProduct();
		const children = descendants(server.process.pid ?? 0);
		const rows = Array.from({ length: 10 }, (_, index) => ({ id: `id-${index}`, text: 'a' }));
		const answers = Promise.allSettled(rows.map((row) => api.post('feedback', product, row)));
		await eventually(async () => expect(await api.count('feedback', product)).toBeGreaterThan(0));
		server.process.kill('SIGTERM');
		const [code] = await once(server.process, 'exit');
		expect(code).toBe(0);
		expect(alive(children)).toEqual([]);
		expect(
			server
				.output()
				.split('\n')
				.filter((line) => !line.startsWith('Upshot is ready') && !line.startsWith('No account'))
		).toEqual([]);
		const acked = (await answers).filter((one) => one.status === 'fulfilled' && one.value.status === 200).length;
		expect(acked).toBeGreaterThan(0);
	}, 60_000);
});
