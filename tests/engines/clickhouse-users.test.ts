import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ClickhouseUser, clickhouseConfig, clickhouseUsers } from '#lib/server/engines/clickhouse-config.ts';
import { launchClickhouse } from '#lib/server/engines/launch-clickhouse.ts';
import { askClickhouse, createLog } from './support/embedded.ts';
import { tempFolder } from './support/temp-folder.ts';

const product = (number: number): ClickhouseUser => ({
	name: `p_${number}`,
	password: `secret ${number} <&>`,
	grants: ['GRANT SELECT(product, score) ON shop.feedback'],
	settings: { readonly: 1, max_result_rows: 10_000, result_overflow_mode: 'break' },
	rowPolicies: { 'shop.feedback': `product = ${number}` }
});

describe('clickhouseUsers', () => {
	it('gives each of 2,000 products a user that reads its own rows only', async () => {
		const folder = tempFolder();
		const app = { name: 'upshot', password: 'secret' };
		const products = Array.from({ length: 2000 }, (_, index) => product(index + 1));
		writeFileSync(path.join(folder, 'config.xml'), clickhouseConfig('door-key'));
		writeFileSync(path.join(folder, 'users.xml'), clickhouseUsers([app, ...products]));
		const { log } = createLog();
		const engine = await launchClickhouse({ root: process.cwd(), folder, doorKey: 'door-key', port: 0, log });
		onTestFinished(() => engine.stop());
		const ask = ({ name, password }: Pick<ClickhouseUser, 'name' | 'password'>, sql: string) =>
			askClickhouse({ clickhouse: { url: `http://127.0.0.1:${engine.port}`, username: name, password } }, sql);
		await ask(app, 'CREATE DATABASE shop');
		await ask(app, 'CREATE TABLE shop.feedback (product UInt32, score UInt8, text String) ORDER BY product');
		await ask(app, "INSERT INTO shop.feedback SELECT number % 3 + 1, number, '' FROM numbers(30)");
		expect(await ask(app, 'SELECT count() FROM shop.feedback')).toBe('30');
		for (const number of [1, 2, 2000]) {
			const rows = await ask(product(number), 'SELECT count(), uniqExact(product) FROM shop.feedback');
			expect(rows).toBe(number === 2000 ? '0\t0' : '10\t1');
		}
		const one = product(1);
		expect(await ask(one, 'SELECT text FROM shop.feedback')).toContain('ACCESS_DENIED');
		expect(await ask(one, 'SELECT name FROM system.users')).toContain('ACCESS_DENIED');
		expect(await ask(one, 'INSERT INTO shop.feedback (product) VALUES (1)')).toMatch(/READONLY|ACCESS_DENIED/);
		expect(await ask({ ...one, password: 'other' }, 'SELECT 1')).toContain('AUTHENTICATION_FAILED');
	});
});
