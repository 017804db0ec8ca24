import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../../engines/support/temp-folder.ts';
import { freePort } from '../../fixtures/free-port.ts';
import { startServer } from '../../fixtures/start-server.ts';
import { createExternalStores } from './external-stores.ts';
import { runToExit } from './run-to-exit.ts';

describe('a start with a wrong variable', () => {
	it.concurrent.each([
		['PORT', 'abc'],
		['PORT', '0'],
		['PORT', '65536'],
		['PORT', '80.5'],
		['ORIGIN', 'upshot.example.com'],
		['ORIGIN', 'ftp://upshot.example.com'],
		['UPSHOT_MASTER_KEY', 'fifteen-letters'],
		['UPSHOT_MASTER_KEY', 'four words with blanks'],
		['UPSHOT_MASTER_KEY', 'schlüssel-mit-umlaut'],
		['UPSHOT_SAMPLE', 'yes'],
		['CLICKHOUSE_URL', 'nonsense'],
		['CLICKHOUSE_URL', 'tcp://localhost:9000'],
		['DATABASE_URL', 'mysql://localhost/upshot']
	])('%s=%s says so in one line and exits with 1', async (name, value) => {
		const { code, lines } = await runToExit({ [name]: value });
		expect([code, lines]).toEqual([1, [expect.stringContaining(name)]]);
		expect(lines[0]).not.toContain('    at ');
	});

	it.concurrent('HOST that is not loopback asks for ORIGIN', async ({ expect }) => {
		const { code, lines } = await runToExit({ HOST: '0.0.0.0' });
		expect([code, lines]).toEqual([1, [expect.stringContaining('ORIGIN')]]);
	});

	it.concurrent('never repeats a password', async ({ expect }) => {
		const { lines } = await runToExit({ DATABASE_URL: 'mysql://me:very-secret@localhost/upshot' });
		expect(lines.join()).not.toContain('very-secret');
	});

	it('UPSHOT_DATA_DIR that is a file says so', async () => {
		const file = join(tempFolder(), 'file');
		writeFileSync(file, '');
		const { code, lines } = await runToExit({ UPSHOT_DATA_DIR: file });
		expect([code, lines]).toEqual([1, [expect.stringContaining('UPSHOT_DATA_DIR')]]);
	});
});

describe('a start that cannot listen', () => {
	it('on a port in use names PORT', async () => {
		const stores = await createExternalStores();
		const other = createServer();
		const port = await freePort();
		await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
		onTestFinished(async () => {
			other.close();
			await stores.close();
		});
		const { code, lines } = await runToExit({ ...stores.env, PORT: String(port) });
		expect([code, lines]).toEqual([1, [expect.stringMatching(new RegExp(`${port}.*PORT`))]]);
	});

	it.each(['203.0.113.7', 'no-such-host.invalid'])('on HOST=%s names HOST', async (host) => {
		const stores = await createExternalStores();
		onTestFinished(stores.close);
		const origin = { ORIGIN: 'https://upshot.example.com' };
		const { code, lines } = await runToExit({ ...stores.env, ...origin, HOST: host, PORT: String(await freePort()) });
		expect([code, lines]).toEqual([1, [expect.stringContaining('HOST')]]);
	});
});

describe('a second server on the same data folder', () => {
	it('is refused with the process that holds it, which goes on', async () => {
		const first = await startServer();
		onTestFinished(first.stop);
		const env = { UPSHOT_DATA_DIR: first.dataDir, PORT: String(await freePort()) };
		const { code, lines } = await runToExit(env);
		expect([code, lines]).toEqual([1, [expect.stringMatching(`pid ${first.process.pid}.*UPSHOT_DATA_DIR`)]]);
		expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
	});
});

describe('a start on data of a newer version', () => {
	it('is refused by either store in one line, while the version that wrote it goes on', async () => {
		const stores = await createExternalStores();
		const newer = await startServer({ env: stores.env });
		onTestFinished(async () => {
			await newer.stop();
			await stores.close();
		});
		const start = async () => runToExit({ ...stores.env, PORT: String(await freePort()) });

		const values = [{ number: 9999, name: '9999-later.sql' }];
		await stores.clickhouse.insert({ table: 'migrations', values, format: 'JSONEachRow' });
		const refusedByClickhouse = await start();
		expect(refusedByClickhouse.code).toBe(1);
		expect(refusedByClickhouse.lines).toEqual([expect.stringMatching(/ClickHouse.*newer version.*CLICKHOUSE_URL/)]);

		await stores.sql`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('later', 99999999999999)`;
		const refusedByPostgres = await start();
		expect(refusedByPostgres.code).toBe(1);
		expect(refusedByPostgres.lines).toEqual([expect.stringMatching(/PostgreSQL.*newer version.*DATABASE_URL/)]);

		expect((await fetch(`${newer.url}/readyz`)).status).toBe(200);
	});
});
