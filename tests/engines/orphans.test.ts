import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmdirSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { askClickhouse, askPostgres } from './support/embedded.ts';
import { buildParent, type Parent, type ParentOptions, removeParent, startParent } from './support/parent.ts';
import { alive, commandOf } from './support/processes.ts';
import { copyRoot } from './support/shared-root.ts';
import { tempFolder } from './support/temp-folder.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };
const SYSTEM_USER = 'upshot-postgres';

let built: string;
beforeAll(async () => {
	built = await buildParent();
});
afterAll(() => removeParent(built));

const start = (options: ParentOptions) => startParent(built, options);

const noneLeft = (parent: Parent) =>
	expect.poll(() => alive(parent.children), { timeout: 2000, interval: 20 }).toEqual([]);

async function keepsItsWordAcrossAKill(options: ParentOptions) {
	const first = await start(options);
	expect(first.children.length).toBeGreaterThan(3);
	await askClickhouse(first.engines, 'CREATE DATABASE shop');
	await askPostgres(first.engines, 'CREATE TABLE t AS SELECT 7 AS n');
	first.kill('SIGKILL');
	await noneLeft(first);
	const second = await start(options);
	expect(await askClickhouse(second.engines, "SHOW DATABASES LIKE 'shop'")).toBe('shop');
	expect(await askPostgres(second.engines, 'SELECT n FROM t')).toBe(7);
	second.kill('SIGTERM');
	await noneLeft(second);
}

/** A folder of the ordinary user who shall start the engines: another one than root, or whoever runs the tests. */
function ordinaryUser(): { folder: string; rights: Partial<ParentOptions> } {
	const folder = tempFolder();
	if (!isRoot) return { folder, rights: {} };
	const { root, node } = copyRoot(folder);
	const own = path.join(folder, 'home');
	mkdirSync(own, { mode: 0o700 });
	chownSync(own, NOBODY.uid, NOBODY.gid);
	return { folder: own, rights: { user: NOBODY, root, node } };
}

describe('a start that is killed', () => {
	it('leaves no process behind and is followed by another, in a private folder of whoever runs this', async () => {
		const dataDir = path.join(tempFolder(os.homedir()), 'data');
		expect(statSync(path.dirname(dataDir)).mode & 0o777).toBe(0o700);
		await keepsItsWordAcrossAKill({ dataDir });
	});

	it('does so as an ordinary user, in a folder with a long path and an odd name', async () => {
		const { folder, rights } = ordinaryUser();
		const long = `${'long '.repeat(20)}/${'länger 数据 '.repeat(5)}/"quotes' & <signs>`;
		await keepsItsWordAcrossAKill({ dataDir: path.join(folder, long, 'data'), ...rights });
	});

	it('stops the PostgreSQL that is left when its guard was killed too', async () => {
		const dataDir = tempFolder();
		const first = await start({ dataDir });
		const { clickhouse, postgres } = first.engines.state;
		const engines = [clickhouse, postgres].map((state) => ('pid' in state ? state.pid : NaN));
		const guards = first.children.filter((pid) => commandOf(pid).startsWith('/bin/sh '));
		expect(guards).toHaveLength(2);
		for (const pid of guards) process.kill(pid, 'SIGKILL');
		first.kill('SIGKILL');
		const second = await start({ dataDir });
		expect(await askPostgres(second.engines, 'SELECT 1')).toBe(1);
		await expect.poll(() => alive(engines), { timeout: 2000 }).toEqual([]);
	});
});

/** Root where user namespaces are refused, as in most containers. An ordinary user needs none. */
describe('root without user namespaces', () => {
	const withoutUnshare = () => {
		const folder = tempFolder();
		writeFileSync(path.join(folder, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
		return `${folder}:${process.env.PATH}`;
	};

	it(
		isRoot ? 'runs PostgreSQL as a system user, from a private folder too' : 'does not concern an ordinary user',
		async () => {
			const folder = tempFolder(os.homedir());
			const dataDir = path.join(folder, 'data');
			if (!isRoot) return keepsItsWordAcrossAKill({ dataDir, path: withoutUnshare() });
			const known = readFileSync('/etc/passwd', 'utf8').includes(`${SYSTEM_USER}:`);
			const { root, node } = copyRoot(folder);
			chmodSync(folder, 0o700);
			onTestFinished(() => {
				if (!known) execFileSync('userdel', [SYSTEM_USER]);
			});
			const first = await start({ dataDir, root, node, path: withoutUnshare() });
			const postgresPid = 'pid' in first.engines.state.postgres ? first.engines.state.postgres.pid : NaN;
			const cluster = commandOf(postgresPid).split(' ')[2]!;
			expect(cluster).toMatch(/^\/var\/lib\/upshot\/[0-9a-f]{8}\/postgres$/);
			onTestFinished(() => {
				rmSync(path.dirname(cluster), { recursive: true });
				if (readdirSync('/var/lib/upshot').length === 0) rmdirSync('/var/lib/upshot');
			});
			expect(statSync(cluster).uid).not.toBe(0);
			first.kill('SIGTERM');
			await noneLeft(first);
			await keepsItsWordAcrossAKill({ dataDir, root, node, path: withoutUnshare() });
			// With namespaces again, the same cluster is found.
			const last = await start({ dataDir, root, node });
			expect(await askPostgres(last.engines, 'SELECT n FROM t')).toBe(7);
		}
	);
});
