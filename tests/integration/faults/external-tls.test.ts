import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../fixtures/api.ts';
import { startStandaloneEngines, type StandaloneEngines } from '../../fixtures/standalone-engines.ts';
import { startServer } from '../../fixtures/start-server.ts';
import { CERTIFICATE, startHttpsWire, startPostgresTlsWire } from '../../fixtures/tls-wires.ts';

let engines: StandaloneEngines;
let wires: Awaited<ReturnType<typeof startHttpsWire>>[];
let urls: { CLICKHOUSE_URL: string; DATABASE_URL: string };

function through(url: string, port: number, changes: { protocol?: string; search?: string }): string {
	const { href } = Object.assign(new URL(url), { hostname: 'localhost', port: String(port), ...changes });
	return href;
}

beforeAll(async () => {
	engines = await startStandaloneEngines();
	wires = [
		await startHttpsWire(new URL(engines.clickhouseUrl)),
		await startPostgresTlsWire(new URL(engines.databaseUrl))
	];
	urls = {
		CLICKHOUSE_URL: through(engines.clickhouseUrl, wires[0]!.port, { protocol: 'https:' }),
		DATABASE_URL: through(engines.databaseUrl, wires[1]!.port, { search: '?sslmode=verify-full' })
	};
});
afterAll(async () => {
	for (const wire of wires) wire.stop();
	await engines.stop();
});

describe('databases that are reached over TLS', () => {
	it('serve like any other, with user and password, when their certificate is trusted', async () => {
		const server = await startServer({ env: { ...urls, NODE_EXTRA_CA_CERTS: CERTIFICATE } });
		try {
			const api = createApi(server);
			const product = await api.newProduct();
			const row = { id: 'a', scale: 'stars', score: 4 };
			expect((await api.post('feedback', product, [row, row])).body).toMatchObject({ accepted: 1, duplicates: 1 });
			expect(await api.count('feedback', product)).toBe(1);
		} finally {
			await server.stop();
		}
	});

	it.each([
		['CLICKHOUSE_URL', () => urls],
		['DATABASE_URL', () => ({ ...urls, CLICKHOUSE_URL: engines.clickhouseUrl })]
	])('are refused by a start that cannot trust the certificate of %s', async (variable, env) => {
		await expect(startServer({ env: env() })).rejects.toThrow(
			new RegExp(`ended with 1 before it was ready:\\n.*${variable}.*certificate`)
		);
	});
});
