import { chmodSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { roomProblem } from '#lib/server/engines/data-folder.ts';
import { engineLine } from '#lib/server/engines/engine-line.ts';
import { platformProblem } from '#lib/server/engines/platform.ts';
import { askClickhouse, askPostgres, startHere } from './support/embedded.ts';
import { tempFolder } from './support/temp-folder.ts';

const isRoot = process.getuid?.() === 0;

const oneLine = (problem: string | null) => {
	expect(problem).toMatch(/^[^\n]+\.$/);
	return problem;
};

describe('platformProblem', () => {
	it.each([
		[{ platform: 'win32', arch: 'x64', musl: false }, 'WSL 2'],
		[{ platform: 'linux', arch: 'x64', musl: true }, 'Debian image'],
		[{ platform: 'linux', arch: 'riscv64', musl: false }, 'linux riscv64'],
		[{ platform: 'freebsd', arch: 'x64', musl: false }, 'freebsd x64']
	])('tells what to do on %o', (platform, words) => {
		const problem = oneLine(platformProblem(platform));
		expect(problem).toContain(words);
		expect(problem).toContain('set CLICKHOUSE_URL and DATABASE_URL');
	});
	it.each(['linux', 'darwin'])('has engines for %s', (platform) => {
		for (const arch of ['x64', 'arm64']) expect(platformProblem({ platform, arch, musl: false })).toBeNull();
	});
});

describe('roomProblem', () => {
	it('names the room left and the variable', () => {
		const problem = oneLine(roomProblem('/srv/data', { bavail: 1024, bsize: 4096, blocks: 1e6 }));
		expect(problem).toContain('/srv/data has 4 MB left');
		expect(problem).toContain('UPSHOT_DATA_DIR');
	});
	it('says nothing with room, or where the file system tells no size', () => {
		expect(roomProblem('/srv/data', { bavail: 1e6, bsize: 4096, blocks: 1e6 })).toBeNull();
		expect(roomProblem('/srv/data', { bavail: 0, bsize: 4096, blocks: 0 })).toBeNull();
	});
});

describe('engineLine', () => {
	const stamp = '2026.11.22 16:34:32.072990 [ 6678 ]';
	it.each([
		[
			`${stamp} {} <Error> MergeTree: Code: 243. No room, Stack trace (when copying this message):`,
			'MergeTree: Code: 243. No room'
		],
		[`${stamp} {aeb6acd0} <Error> executeQuery: Code: 47. Unknown identifier`, null],
		['3. ? @ 0x000000000ef1e3de', null],
		[' (version 26.7.2.1)', null],
		['Code: 76. DB::Exception: Cannot lock file', 'Code: 76. DB::Exception: Cannot lock file']
	])('reads %s', (line, words) => expect(engineLine(line)).toBe(words));
});

describe('startEngines', () => {
	it('names UPSHOT_DATA_DIR when the folder cannot be written', async () => {
		const file = path.join(tempFolder(), 'file');
		writeFileSync(file, '');
		// Root may write into any folder of an ordinary disk.
		const locked = isRoot ? '/sys/upshot' : tempFolder();
		if (!isRoot) chmodSync(locked, 0o500);
		for (const dataDir of [file, path.join(file, 'below'), locked]) {
			const start = startHere(dataDir);
			await expect(start).rejects.toMatchObject({ name: 'StartError' });
			await expect(start).rejects.toThrow(/^The data folder .* set UPSHOT_DATA_DIR to another folder\.$/);
		}
	});

	it('says what to install when npm left the engines out', async () => {
		const root = tempFolder();
		writeFileSync(path.join(root, 'package.json'), '{}');
		await expect(startHere(tempFolder(), { root })).rejects.toThrow(/is not installed: run "npm install/);
	});

	it('uses the servers that the URLs name and starts nothing', async () => {
		const own = await startHere(tempFolder());
		const { url, username, password } = own.clickhouse;
		const socketDir = 'socketDir' in own.postgres ? own.postgres.socketDir : '';
		const bridge = net.createServer((tcp) => {
			const unix = net.connect(path.join(socketDir, '.s.PGSQL.5432'));
			tcp.pipe(unix).pipe(tcp);
			for (const end of [tcp, unix]) end.on('error', () => {});
		});
		await new Promise<void>((resolve) => bridge.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => void bridge.close());
		const address = bridge.address();
		const port = typeof address === 'object' ? address?.port : 0;
		const databaseUrl = `postgres://upshot@127.0.0.1:${port}/postgres`;
		const clickhouseUrl = url.replace('//', `//${username}:${encodeURIComponent(password)}@`);
		const untouched = path.join(os.tmpdir(), 'upshot-test-never-made');
		const engines = await startHere(untouched, { clickhouseUrl, databaseUrl });
		expect(engines.state()).toEqual({ clickhouse: { status: 'external' }, postgres: { status: 'external' } });
		expect(engines.clickhouse).toEqual({ url, username, password });
		expect(await askClickhouse(engines, 'SELECT 1')).toBe('1');
		expect(await askPostgres(engines, 'SELECT 1')).toBe(1);
		await engines.stop();
		expect(await askClickhouse(own, 'SELECT 1')).toBe('1');

		const secret = 'very-secret';
		const wrongUser = startHere(untouched, { clickhouseUrl: url.replace('//', `//upshot:${secret}@`), databaseUrl });
		await expect(wrongUser).rejects.toThrow('CLICKHOUSE_URL: the server at 127.0.0.1');
		await expect(wrongUser).rejects.not.toThrow(secret);
		const wrongDatabase = startHere(untouched, {
			clickhouseUrl,
			databaseUrl: databaseUrl.replace('upshot@', `upshot:${secret}@`).replace('/postgres', '/nowhere')
		});
		await expect(wrongDatabase).rejects.toThrow(/DATABASE_URL: .*database "nowhere" does not exist/);
		await expect(wrongDatabase).rejects.not.toThrow(secret);
	});

	it('gives up on a server that does not answer, and names its variable without the password', async () => {
		const closed = net.createServer();
		await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
		const address = closed.address();
		const port = typeof address === 'object' ? address?.port : 0;
		await new Promise((resolve) => closed.close(resolve));
		const clickhouseUrl = `http://me:very-secret@127.0.0.1:${port}`;
		const databaseUrl = `postgres://me:very-secret@127.0.0.1:${port}/shop`;
		const [clickhouse, postgres] = await Promise.allSettled([
			startHere('/nowhere', { clickhouseUrl, databaseUrl }),
			startHere(tempFolder(), { databaseUrl })
		]);
		for (const [result, variable] of [
			[clickhouse, 'CLICKHOUSE_URL'],
			[postgres, 'DATABASE_URL']
		] as const) {
			const message = result.status === 'rejected' ? String(result.reason) : '';
			expect(message).toContain(
				`StartError: ${variable}: the server at 127.0.0.1:${port} cannot be used (ECONNREFUSED)`
			);
			expect(message).not.toContain('very-secret');
		}
	});

	it.each([
		[{ clickhouseUrl: 'localhost:8123' }, 'CLICKHOUSE_URL is no URL that begins with http:// or https://.'],
		[{ databaseUrl: 'mysql://x/y' }, 'DATABASE_URL is no URL that begins with postgres:// or postgresql://.']
	])('refuses %o', async (urls, message) => {
		await expect(startHere(tempFolder(), urls)).rejects.toThrow(message);
	});
});
