import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { inject } from 'vitest';

/** A database of its own in each of the tests' engines, by the URLs that a server is given. */
export type ExternalStores = {
	env: { CLICKHOUSE_URL: string; DATABASE_URL: string };
	clickhouse: ClickHouseClient;
	sql: postgres.Sql;
	/** Ends every connection to PostgreSQL and takes no new one, until the function it returns was called. */
	cutPostgres: () => () => Promise<void>;
	close: () => Promise<void>;
};

/** PostgreSQL listens on a socket alone; this lends it a TCP port, as DATABASE_URL needs one. */
async function tcpBridge(
	socketPath: string
): Promise<{ port: number; cut: () => () => Promise<void>; close: () => void }> {
	const ends = new Set<net.Socket>();
	const server = net.createServer((tcp) => {
		const unix = net.connect(socketPath);
		tcp.pipe(unix).pipe(tcp);
		for (const end of [tcp, unix]) {
			ends.add(end);
			end.on('error', () => end.destroy()).on('close', () => ends.delete(end));
		}
	});
	const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	await listen(0);
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const { port } = address;
	const close = () => {
		server.close();
		for (const end of ends) end.destroy();
	};
	const cut = () => {
		close();
		return () => listen(port);
	};
	return { port, cut, close };
}

export async function createExternalStores(): Promise<ExternalStores> {
	const address = inject('postgres');
	if (!('socketDir' in address)) throw new Error('the tests expect the embedded PostgreSQL');
	const { url, username, password } = inject('clickhouse');
	const name = `t_${randomUUID().replaceAll('-', '')}`;
	const bridge = await tcpBridge(join(address.socketDir, `.s.PGSQL.${address.port}`));
	const databaseUrl = (database: string) => `postgres://${address.username}@127.0.0.1:${bridge.port}/${database}`;
	const options = { max: 1, onnotice: () => {} };
	const admin = postgres(databaseUrl(address.database), options);
	await admin`CREATE DATABASE ${admin(name)}`;
	const clickhouseAdmin = createClient({ url, username, password });
	await clickhouseAdmin.command({ query: `CREATE DATABASE ${name}` });
	const clickhouse = createClient({ url, username, password, database: name });
	const sql = postgres(databaseUrl(name), options);
	return {
		env: {
			CLICKHOUSE_URL: `${url.replace('//', `//${username}:${encodeURIComponent(password)}@`)}/${name}`,
			DATABASE_URL: databaseUrl(name)
		},
		clickhouse,
		sql,
		cutPostgres: bridge.cut,
		close: async () => {
			await sql.end();
			await admin`DROP DATABASE ${admin(name)} WITH (FORCE)`;
			await clickhouseAdmin.command({ query: `DROP DATABASE ${name}` });
			await Promise.all([admin.end(), clickhouse.close(), clickhouseAdmin.close()]);
			bridge.close();
		}
	};
}
