import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { askClickhouse, askPostgres, createLog, startHere } from './support/embedded.ts';
import { alive, descendants } from './support/processes.ts';
import { tempFolder } from './support/temp-folder.ts';

const pidOf = (state: object) => ('pid' in state ? Number(state.pid) : NaN);
const patiently = { timeout: 15_000, interval: 20 };

describe('startEngines', () => {
	it('starts both on an empty folder, keeps what they hold, and leaves nothing behind', async () => {
		const dataDir = path.join(tempFolder(), 'made/by the start');
		const before = new Set(descendants(process.pid));
		const lines: string[] = [];
		const first = await startHere(dataDir, { onProgress: (line) => lines.push(line) });
		expect(await askClickhouse(first, 'SELECT version()')).toMatch(/^26\.7/);
		expect(await askPostgres(first, 'SHOW server_version')).toBe('18.4');
		await askClickhouse(first, 'CREATE DATABASE shop');
		await askClickhouse(first, 'CREATE TABLE shop.t (n UInt64) ENGINE = MergeTree ORDER BY n');
		await askClickhouse(first, 'INSERT INTO shop.t SELECT number FROM numbers(1000)');
		await askPostgres(first, 'CREATE TABLE t AS SELECT 7 AS n');
		const children = descendants(process.pid).filter((pid) => !before.has(pid));
		expect(children.length).toBeGreaterThan(3);
		await Promise.all([first.stop(), first.stop()]);
		expect(alive(children)).toEqual([]);
		expect(first.state()).toMatchObject({ clickhouse: { status: 'stopped' }, postgres: { status: 'stopped' } });
		expect('socketDir' in first.postgres && existsSync(first.postgres.socketDir)).toBe(false);
		expect(readdirSync(dataDir).sort()).toEqual(['clickhouse', 'postgres']);

		const second = await startHere(dataDir);
		expect(await askClickhouse(second, 'SELECT count() FROM shop.t')).toBe('1000');
		expect(await askPostgres(second, 'SELECT n FROM t')).toBe(7);
		expect(second.clickhouse.password).not.toBe(first.clickhouse.password);
		expect(lines).toContain('PostgreSQL has made its folder');
	});

	it('starts a killed engine again, at the same address and with what it held', async () => {
		const { lines, log } = createLog();
		const engines = await startHere(tempFolder(), { log });
		await askClickhouse(engines, 'CREATE DATABASE shop');
		await askPostgres(engines, 'CREATE TABLE t AS SELECT 7 AS n');
		const before = engines.state();
		process.kill(pidOf(before.clickhouse), 'SIGKILL');
		process.kill(pidOf(before.postgres), 'SIGKILL');
		await vi.waitFor(async () => {
			expect(await askClickhouse(engines, "SHOW DATABASES LIKE 'shop'")).toBe('shop');
			expect(await askPostgres(engines, 'SELECT n FROM t')).toBe(7);
		}, patiently);
		const after = engines.state();
		expect(after).toMatchObject({ clickhouse: { status: 'running' }, postgres: { status: 'running' } });
		expect(pidOf(after.clickhouse)).not.toBe(pidOf(before.clickhouse));
		expect(lines).toContain('ClickHouse is running again');
		expect(lines).toContain('PostgreSQL is running again');
	});

	it('answers what was asked before a stop', async () => {
		const engines = await startHere(tempFolder());
		const slow = askClickhouse(engines, 'SELECT sum(sleepEachRow(0.5)) + 7 FROM numbers(3)');
		const running = "SELECT count() FROM system.processes WHERE query LIKE '%+ 7 FROM%' AND query_id != queryID()";
		await vi.waitFor(async () => expect(await askClickhouse(engines, running)).toBe('1'), patiently);
		const stopped = engines.stop().then(() => 'stopped');
		expect(await Promise.race([slow, stopped])).toBe('7');
		const tooLong = new Promise((resolve) => setTimeout(resolve, 4000, 'still there'));
		expect(await Promise.race([stopped, tooLong])).toBe('stopped');
	});

	it('refuses a folder that another Upshot uses, and names that process', async () => {
		const dataDir = tempFolder();
		await startHere(dataDir);
		const again = startHere(dataDir);
		await expect(again).rejects.toMatchObject({ name: 'StartError' });
		await expect(again).rejects.toThrow(
			`Another Upshot (pid ${process.pid}) is already using ${dataDir}. Stop it, or set UPSHOT_DATA_DIR`
		);
		const link = path.join(tempFolder(), 'link');
		symlinkSync(dataDir, link);
		await expect(startHere(link)).rejects.toThrow('Another Upshot');
	});

	it('does not trust a socket folder that somebody else made', async () => {
		const dataDir = tempFolder();
		const first = await startHere(dataDir);
		const usual = 'socketDir' in first.postgres ? first.postgres.socketDir : '';
		await first.stop();
		const trap = path.join(tempFolder(), 'trap');
		mkdirSync(trap);
		symlinkSync(trap, usual);
		onTestFinished(() => rmSync(usual));
		const second = await startHere(dataDir);
		const socketDir = 'socketDir' in second.postgres ? second.postgres.socketDir : '';
		expect(socketDir).toMatch(new RegExp(`^${usual}-`));
		expect(statSync(socketDir).mode & 0o777).toBe(0o700);
		expect(readdirSync(trap)).toEqual([]);
	});

	it('starts although postmaster.pid names a stranger, as after a restart of a container', async () => {
		const dataDir = tempFolder();
		await (await startHere(dataDir)).stop();
		const pidFile = path.join(dataDir, 'postgres/postmaster.pid');
		writeFileSync(pidFile, `${process.pid}\n${dataDir}/postgres\n0\n5432\n\n\n\nready\n`);
		expect(await askPostgres(await startHere(dataDir), 'SELECT 1')).toBe(1);
	});
});
