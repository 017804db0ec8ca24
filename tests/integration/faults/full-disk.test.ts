import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { commandOf, descendants } from '../../engines/support/processes.ts';
import { createApi } from '../../fixtures/api.ts';
import { startServer, type TestServer } from '../../fixtures/start-server.ts';

const hasNamespaces = spawnSync('unshare', ['-Urm', 'true']).status === 0;
const isRoot = process.getuid?.() === 0;

/** How the store is kept from writing, and let write again. */
type Trouble = { begin: () => void; end: () => void };

/** A disk of its own for the data folder, seen by the server alone, and a file that fills it. */
function fullDisk(server: TestServer): Trouble {
	const pid = server.process.pid!;
	const enter = (script: string) =>
		spawnSync('nsenter', ['-t', `${pid}`, '-U', '-m', '--preserve-credentials', 'sh', '-c', script]);
	const filler = join(server.dataDir, 'filler');
	return {
		begin: () => enter(`cat /dev/zero > '${filler}'`),
		end: () => enter(`rm '${filler}'`)
	};
}

/** Where nobody may mount a disk: a folder in which an ordinary user may make no file. */
function closedFolder(server: TestServer): Trouble {
	const store = join(server.dataDir, 'clickhouse/store');
	const folders = () =>
		readdirSync(store, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map((entry) => join(entry.parentPath, entry.name));
	const closeOrOpen = (mode: number) => folders().forEach((folder) => chmodSync(folder, mode));
	return { begin: () => closeOrOpen(0o500), end: () => closeOrOpen(0o700) };
}

/** Root writes everywhere: then its ClickHouse stands still instead. */
function stoppedEngine(server: TestServer): Trouble {
	const pid = descendants(server.process.pid!).find((one) => commandOf(one).includes('clickhouse-child.js'))!;
	return { begin: () => process.kill(pid, 'SIGSTOP'), end: () => process.kill(pid, 'SIGCONT') };
}

it('says 503 while the disk is full, loses nothing it took, and takes rows again when there is room', async () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'upshot-full-'));
	onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
	const mount = `mount -t tmpfs -o size=400m,mode=700 tmpfs '${dataDir}' && exec "$@"`;
	const server = await startServer({
		dataDir,
		...(hasNamespaces && { wrap: ['unshare', '-Urm', 'sh', '-c', mount, 'sh'] })
	});
	onTestFinished(() => server.stop());
	const api = createApi(server);
	const product = await api.newProduct();
	const trouble = hasNamespaces ? fullDisk(server) : isRoot ? stoppedEngine(server) : closedFolder(server);
	const stored: string[] = [];
	const statuses = new Set<number>();
	const send = async (text: string): Promise<number> => {
		const rows = Array.from({ length: 50 }, () => ({ id: randomUUID(), text }));
		const posted = api.post('feedback', product, rows);
		const late = new Promise<'late'>((resolve) => setTimeout(resolve, 5000, 'late'));
		const reply = await Promise.race([posted, late]);
		if (reply === 'late') return 0;
		statuses.add(reply.status);
		if (reply.status === 200) stored.push(...rows.map(({ id }) => id));
		if (reply.status === 503) expect(reply.headers.get('retry-after')).toMatch(/^\d+$/);
		return reply.status;
	};
	for (let round = 0; round < 2; round++) {
		expect(await send('before')).toBe(200);
		trouble.begin();
		await expect.poll(() => send('x'.repeat(10_000)), { timeout: 30_000, interval: 10 }).not.toBe(200);
		for (let tries = 0; tries < 5; tries++) await send('y'.repeat(10_000));
		trouble.end();
		await expect.poll(() => send('after'), { timeout: 20_000 }).toBe(200);
	}
	expect([...statuses].filter((status) => ![200, 503].includes(status))).toEqual([]);
	const known = await api.post(
		'feedback',
		product,
		stored.map((id) => ({ id, text: 'again' }))
	);
	expect(known.body).toMatchObject({ accepted: 0, duplicates: stored.length });
}, 120_000);
