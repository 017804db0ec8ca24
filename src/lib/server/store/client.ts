import { ClickHouseError, ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';

export { ClickHouseError, type ClickHouseClient };

export type ClickHouseAddress = Readonly<{ url: string; username?: string; password?: string; database?: string }>;

/** The address with the database that its path names, if any, apart: it may have to be made first. */
export function withDatabase({ url, ...address }: ClickHouseAddress): ClickHouseAddress {
	const { origin, pathname } = new URL(url);
	const database = decodeURIComponent(pathname.replace(/^\/|\/$/g, ''));
	return { ...address, url: origin, ...(database !== '' && { database }) };
}

const STATEMENTS = new Set<PropertyKey>(['query', 'insert', 'exec', 'command']);

/** Tells `onStatement` of every statement that `client` sends. */
const counted = (client: ClickHouseClient, onStatement: () => void): ClickHouseClient =>
	new Proxy(client, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name, target);
			if (typeof member !== 'function') return member;
			return (...given: unknown[]): unknown => {
				if (STATEMENTS.has(name)) onStatement();
				return Reflect.apply(member, target, given);
			};
		}
	});

/**
 * The client of the app's own statements. `onStatement` is told of every statement sent, so that what the store
 * costs can be counted from outside. Close it with `close()`.
 */
export function createClickHouse(
	{ url, username, password, database }: ClickHouseAddress,
	onStatement: () => void
): ClickHouseClient {
	const client = createClient({
		url,
		...(username === undefined ? {} : { username }),
		...(password === undefined ? {} : { password }),
		...(database === undefined ? {} : { database }),
		// What fails is told to the caller, who knows what it means.
		log: { level: ClickHouseLogLevel.OFF },
		request_timeout: 60_000,
		max_open_connections: 32,
		use_multipart_params_auto: true,
		keep_alive: { enabled: true, idle_socket_ttl: 2_000 },
		clickhouse_settings: { date_time_input_format: 'basic', output_format_json_quote_64bit_integers: 1 }
	});
	return counted(client, onStatement);
}

/**
 * The client of analysts' statements, each under a user of its own. It sends no setting: their users may set none. Its
 * connections are its own, so that nobody else waits for one.
 */
export function createAnalystClickHouse(
	{ url, database }: { url: string; database: string },
	onStatement: () => void
): ClickHouseClient {
	const client = createClient({
		...{ url, database },
		log: { level: ClickHouseLogLevel.OFF },
		request_timeout: 60_000,
		max_open_connections: 16,
		use_multipart_params_auto: true,
		keep_alive: { enabled: true, idle_socket_ttl: 2_000 }
	});
	return counted(client, onStatement);
}

/** The database that statements speak of when they name none. */
export async function currentDatabase(clickhouse: ClickHouseClient): Promise<string> {
	const result = await clickhouse.query({ query: 'SELECT currentDatabase() AS name', format: 'JSONEachRow' });
	const [row] = await result.json<{ name: string }>();
	return row?.name ?? '';
}

/** Makes the database when it is missing. The embedded engine's `default` also shows files of its folder as tables. */
export async function ensureDatabase({ database, ...address }: ClickHouseAddress): Promise<void> {
	if (database === undefined) return;
	const client = createClient(address);
	try {
		await client.command({
			query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
			query_params: { database }
		});
	} finally {
		await client.close();
	}
}
