import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi, EVER, type Api, type TestProduct } from '../../fixtures/api.ts';
import { startStandaloneEngines, type StandaloneEngines } from '../../fixtures/standalone-engines.ts';
import { MASTER_KEY, startServer, type TestServer } from '../../fixtures/start-server.ts';

let folder: string;
let server: TestServer;
let api: Api;
let product: TestProduct;
let engines: StandaloneEngines;

/** The built command, as a user runs it. */
function upshot(args: string[], env: Record<string, string>): Promise<{ code: number | null; output: string }> {
	const child = spawn(process.execPath, ['bin/upshot.js', ...args], {
		env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env }
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)));
	return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

const backup = (name: string, key = MASTER_KEY) =>
	upshot(['backup', join(folder, name)], { UPSHOT_URL: server.url, UPSHOT_API_KEY: key });

/** What a product's pages would say, whatever holds the rows. */
async function picture(of: Api) {
	const ask = async (question: object) => (await of.ask({ ...EVER, ...question }, product)).body.result;
	return {
		scores: await ask({ metric: 'nps', groupBy: 'version' }),
		events: await ask({ metric: 'event_volume', groupBy: 'name' }),
		texts: await ask({ metric: 'feedback_volume', filter: [{ field: 'text', op: 'contains', value: 'ünïcödé' }] }),
		releases: (await of.call('GET', '/api/v1/releases', { key: product.key.read })).body,
		dashboard: (await of.call('GET', '/api/v1/dashboards/inbox', { key: product.key.read })).body
	};
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'upshot-backup-'));
	[server, engines] = await Promise.all([startServer(), startStandaloneEngines()]);
	api = createApi(server);
	product = await api.newProduct('Asia/Kolkata');
	const rows = Array.from({ length: 3000 }, (_, index) => ({
		...{ id: `f${index}`, scale: 'nps', score: index % 11, version: `1.${index % 3}` },
		...{ at: Date.UTC(2024, index % 14, 3), text: 'ünïcödé\t\n\\ "', attributes: { plan: 'pro' } }
	}));
	expect((await api.post('feedback', product, rows)).body).toMatchObject({ accepted: 3000 });
	// Twenty years, a row a month: a part each in ClickHouse, one file in a backup.
	const sparse = Array.from({ length: 240 }, (_, month) => ({
		id: `m${month}`,
		at: Date.UTC(2000, month, 9),
		scale: 'nps',
		score: 1
	}));
	expect((await api.post('feedback', product, sparse)).body).toMatchObject({ accepted: 240 });
	await api.post('events', product, [{ name: 'opened', value: 1.5 }, { name: 'closed' }]);
	const release = { version: '1.1', at: '2024-05-01T00:00:00Z', notes: 'a\tb\\N\nc' };
	await api.call('POST', '/api/v1/releases', { key: product.key.write, body: release });
	const words = { id: 'a', chart: 'text', text: '# ünïcödé\n', x: 0, y: 0, w: 12, h: 2 };
	const board = { title: 'Inbox', panels: [words] };
	await api.call('PUT', '/api/v1/dashboards/inbox', { key: product.key.write, body: board });
	// More metadata than a socket hands over at once.
	for (let minor = 0; minor < 40; minor++) {
		const noted = { version: `0.${minor}`, at: '2024-04-01T00:00:00Z', notes: 'ünïcödé\r\n\u2028 '.repeat(600) };
		expect((await api.call('POST', '/api/v1/releases', { key: product.key.write, body: noted })).status).toBe(201);
	}
});
afterAll(async () => {
	await server.stop();
	await engines.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe('upshot backup', () => {
	it('takes everything along while rows come in, and restores it elsewhere as it was', async () => {
		let isOver = false;
		const extra = await api.newProduct();
		const busy = (async () => {
			while (!isOver) await api.post('feedback', extra, [{ id: randomUUID(), text: 'meanwhile' }]);
		})();
		const { code, output } = await backup('one');
		isOver = true;
		await busy;
		expect(output).toMatch(/^Backed up and read again: [\d,. ]+ rows and \d+ entries of metadata, as of /);
		expect(code).toBe(0);
		expect(readdirSync(join(folder, 'one/clickhouse')).filter((name) => name.startsWith('feedback'))).toHaveLength(1);
		const before = await picture(api);
		const dataDir = join(folder, 'restored');
		const external = { CLICKHOUSE_URL: engines.clickhouseUrl, DATABASE_URL: engines.databaseUrl };
		for (const env of [{ UPSHOT_DATA_DIR: dataDir }, external]) {
			const restored = await upshot(['restore', join(folder, 'one')], env);
			expect(restored).toMatchObject({ code: 0, output: expect.stringMatching(/^Restored /) });
			const doctor = await upshot(['doctor'], env);
			expect(doctor.output).toMatch(/All is well\.\n$/);
			expect(doctor.code).toBe(0);
			const again = await upshot(['restore', join(folder, 'one')], env);
			expect(again).toMatchObject({ code: 2, output: expect.stringContaining('are not empty') });
			const second = await startServer({ dataDir, env: { ...env } });
			try {
				expect(await picture(createApi(second))).toEqual(before);
				// Keys work, ids are known, and a number once given is not given again.
				const known = await createApi(second).post('feedback', product, [{ id: 'f7', text: 'again' }]);
				expect(known.body).toMatchObject({ accepted: 0, duplicates: 1 });
				const fresh = await createApi(second).newProduct();
				expect(await createApi(second).count('feedback', fresh)).toBe(0);
			} finally {
				await second.stop();
			}
		}
	}, 120_000);

	it('says no without the master key, without a server, and to a folder in use', async () => {
		expect(await backup('two', product.key.all)).toMatchObject({ code: 3, output: expect.stringContaining('403') });
		expect(await backup('.')).toMatchObject({ code: 2, output: expect.stringContaining('is not empty') });
		const nobody = await upshot(['backup', join(folder, 'two')], {
			UPSHOT_URL: 'http://127.0.0.1:9',
			UPSHOT_API_KEY: MASTER_KEY
		});
		expect(nobody.code).toBe(3);
		expect(readdirSync(folder).filter((name) => name.startsWith('two'))).toEqual([]);
	});

	it('is not restored when a byte is wrong, a file is missing, or a server runs', async () => {
		expect((await backup('three')).code).toBe(0);
		const file = join(folder, 'three/postgresql/products.ndjson.gz');
		const bytes = readFileSync(file);
		const dataDir = join(folder, 'never');
		const restore = () => upshot(['restore', join(folder, 'three')], { UPSHOT_DATA_DIR: dataDir });
		writeFileSync(
			file,
			bytes.map((byte, index) => (index === bytes.length - 12 ? byte ^ 1 : byte))
		);
		expect(await restore()).toMatchObject({ code: 2, output: expect.stringContaining('damaged') });
		rmSync(file);
		expect(await restore()).toMatchObject({ code: 2, output: expect.stringContaining('damaged') });
		expect(readdirSync(folder)).not.toContain('never');
		writeFileSync(file, bytes);
		const running = await upshot(['restore', join(folder, 'three')], { UPSHOT_DATA_DIR: server.dataDir });
		expect(running).toMatchObject({ code: 3, output: expect.stringContaining('already using') });
	});
});
