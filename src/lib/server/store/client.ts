import { createClient, type ClickHouseClient } from '@clickhouse/client';

export type { ClickHouseClient };

export type ClickHouseAddress = Readonly<{ url: string; username?: string; password?: string }>;

const STATEMENTS = new Set<PropertyKey>(['query', 'insert', 'exec', 'command']);

/**
 * The one client to ClickHouse. `onStatement` is told of every statement sent, so that what the store costs can be
 * counted from outside. Close it with `close()`.
 */
export function createClickHouse(
	{ url, username, password }: ClickHouseAddress,
	onStatement: () => void
): ClickHouseClient {
	const client = createClient({
		url,
		...(username === undefined ? {} : { username }),
		...(password === undefined ? {} : { password }),
		request_timeout: 60_000,
		max_open_connections: 32,
		use_multipart_params_auto: true,
		keep_alive: { enabled: true, idle_socket_ttl: 2_000 },
		clickhouse_settings: { date_time_input_format: 'basic', output_format_json_quote_64bit_integers: 1 }
	});
	return new Proxy(client, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name, target);
			if (typeof member !== 'function') return member;
			return (...given: unknown[]): unknown => {
				if (STATEMENTS.has(name)) onStatement();
				return Reflect.apply(member, target, given);
			};
		}
	});
}
