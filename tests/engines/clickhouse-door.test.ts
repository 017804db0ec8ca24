import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engines, startEngines } from '#lib/server/engines/start-engines.ts';
import { askClickhouse, createLog } from './support/embedded.ts';

let engines: Engines;
let dataDir: string;
let head: string;

beforeAll(async () => {
	dataDir = mkdtempSync(path.join(os.tmpdir(), 'upshot-test-'));
	engines = await startEngines({ dataDir, root: process.cwd(), log: createLog().log });
	const { username, password } = engines.clickhouse;
	head = `Host: x\r\nAuthorization: Basic ${Buffer.from(`${username}:${password}`).toString('base64')}\r\n`;
});

afterAll(async () => {
	await engines.stop();
	rmSync(dataDir, { recursive: true, force: true });
});

/** What comes back for raw bytes, up to `until` or the end of the connection. */
async function send(bytes: string | Buffer, until = 'HTTP/1.1 '): Promise<string> {
	const socket = net.connect(Number(new URL(engines.clickhouse.url).port), '127.0.0.1');
	let answer = '';
	socket.write(bytes);
	socket.on('error', () => {});
	await new Promise<void>((resolve) => {
		socket.on('data', (part) => {
			answer += String(part);
			if (answer.includes(until)) resolve();
		});
		socket.on('close', () => resolve());
	});
	socket.destroy();
	return answer;
}

/** How many other queries with `part` in their text run now. */
const countRunning = (part: string) =>
	askClickhouse(
		engines,
		`SELECT count() FROM system.processes WHERE position(query, '${part}') > 0 AND query_id != queryID()`
	);

const pidOf = () => {
	const state = engines.state().clickhouse;
	return 'pid' in state ? state.pid : NaN;
};

describe('the door before ClickHouse', () => {
	it.each([
		['a TLS hello', Buffer.from('1603010200010001fc0303', 'hex')],
		['plain text', 'hello there\r\n\r\n'],
		['a Content-Length that is no number', 'POST / HTTP/1.1\r\nHEADContent-Length: abc\r\n\r\nselect 1'],
		['a negative Content-Length', 'POST / HTTP/1.1\r\nHEADContent-Length: -5\r\n\r\nselect 1'],
		[
			'two lengths',
			'POST / HTTP/1.1\r\nHEADContent-Length: 8\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nselect 1\r\n0\r\n\r\n'
		],
		['a broken chunk', 'POST / HTTP/1.1\r\nHEADTransfer-Encoding: chunked\r\n\r\nzz\r\nselect 1\r\n0\r\n\r\n'],
		['a broken escape', 'GET /?query=%zz HTTP/1.1\r\nHEAD\r\n'],
		['an absolute target', 'GET http://foo/?query=select+1 HTTP/1.1\r\nHEAD\r\n'],
		['control characters in a header', 'GET / HTTP/1.1\r\nHEADReferer: \x01\x02\r\n\r\n'],
		['bare line feeds', 'GET / HTTP/1.1\nHost: x\n\n']
	])('answers %s itself, with 400', async (_what, bytes) => {
		const before = pidOf();
		const answer = await send(typeof bytes === 'string' ? bytes.replace('HEAD', head) : bytes);
		expect(answer).toMatch(/^HTTP\/1\.1 400 /);
		expect(await askClickhouse(engines, 'SELECT 1')).toBe('1');
		expect(pidOf()).toBe(before);
	});

	it('drops an upload that its client gives up, whole', async () => {
		await askClickhouse(engines, 'CREATE DATABASE IF NOT EXISTS door');
		await askClickhouse(engines, 'CREATE TABLE door.half (n UInt64) ENGINE = MergeTree ORDER BY n');
		for (const framing of ['Content-Length: 90', 'Transfer-Encoding: chunked']) {
			const socket = net.connect(Number(new URL(engines.clickhouse.url).port), '127.0.0.1');
			const query = encodeURIComponent('INSERT INTO door.half FORMAT TSV');
			socket.write(
				`POST /?query=${query}&async_insert=0 HTTP/1.1\r\n${head}Expect: 100-continue\r\n${framing}\r\n\r\n`
			);
			await once(socket, 'data');
			await new Promise((resolve) => socket.write(framing.startsWith('T') ? '4\r\n1\n2\n\r\n' : '1\n2\n', resolve));
			socket.destroy();
		}
		await expect.poll(() => countRunning('INSERT INTO door.half')).toBe('0');
		expect(await askClickhouse(engines, 'SELECT count() FROM door.half')).toBe('0');
	});

	it.each(['/?user=default', '/?%75s%65r=default', '/?a=1&user'])(
		'lets nobody in as the start-up session by %s',
		async (target) => {
			const answer = await send(`GET ${target}&query=select+currentUser() HTTP/1.1\r\n${head}\r\n`, 'header.');
			expect(answer).toContain('The user belongs in the Authorization header.');
		}
	);

	it('answers nobody without credentials, and nobody at all behind the door', async () => {
		const { url } = engines.clickhouse;
		const bare = await fetch(`${url}/?query=SELECT%201`);
		expect(bare.status).toBe(404);
		const port = readFileSync(path.join(dataDir, 'clickhouse/http-port'), 'utf8').trim();
		const authorization = head.split('\r\n')[1]!.slice('Authorization: '.length);
		for (const target of ['/?user=default&query=SELECT%201', '/?query=SELECT%201', '/ping']) {
			const behind = await fetch(`http://127.0.0.1:${port}${target}`, { headers: { authorization } });
			expect(behind.status).toBe(404);
		}
		expect(await (await fetch(`${url}/ping`)).text()).toBe('Ok.\n');
	});

	it('passes a URL of 900 kB', async () => {
		const answer = await send(
			`GET /?query=SELECT+length({a:String})&param_a=${'a'.repeat(900_000)} HTTP/1.1\r\n${head}\r\n`,
			'900000\n'
		);
		expect(answer).toContain('900000\n');
	});

	it('streams both ways for the client of the store', async () => {
		const client = createClient({ ...engines.clickhouse, log: { level: ClickHouseLogLevel.OFF } });
		await client.command({ query: 'CREATE DATABASE IF NOT EXISTS door' });
		await client.command({ query: 'CREATE TABLE door.t (n UInt64, s String) ENGINE = MergeTree ORDER BY n' });
		const rows = function* () {
			for (let n = 0; n < 50_000; n++) yield { n, s: `text of row ${n}` };
		};
		await client.insert({ table: 'door.t', values: Readable.from(rows()), format: 'JSONEachRow' });
		const result = await client.query({ query: 'SELECT n, s FROM door.t ORDER BY n', format: 'JSONCompactEachRow' });
		let count = 0;
		for await (const part of result.stream()) count += part.length;
		expect(count).toBe(50_000);
		await expect(client.query({ query: 'SELECT nonsense' })).rejects.toMatchObject({ code: '47' });
		await client.close();
	});

	it('stops a query whose reader goes away', async () => {
		const { url, username, password } = engines.clickhouse;
		const sql = encodeURIComponent('SELECT sum(sleepEachRow(0.1)) FROM numbers(1000) -- abandoned');
		const settings = 'cancel_http_readonly_queries_on_client_close=1&max_block_size=1';
		const request = http.get(`${url}/?${settings}&query=${sql}`, { auth: `${username}:${password}` });
		request.on('error', () => {});
		await expect.poll(() => countRunning('abandoned'), { timeout: 10_000 }).toBe('1');
		request.destroy();
		await expect.poll(() => countRunning('abandoned'), { timeout: 10_000 }).toBe('0');
	});

	it('outlives a Ctrl-C and a SIGTERM to its group', async () => {
		const pid = pidOf();
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
		expect(await askClickhouse(engines, 'SELECT 1')).toBe('1');
		expect(pidOf()).toBe(pid);
	});

	it('leaves the app no way to files, other servers or the end of the engine', async () => {
		for (const sql of [
			"SELECT * FROM url('http://127.0.0.1:1/')",
			'SYSTEM SHUTDOWN',
			'SYSTEM STOP LISTEN HTTP',
			'CREATE USER x'
		]) {
			expect(await askClickhouse(engines, sql)).toContain('ACCESS_DENIED');
		}
	});
});
