import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from '#db/metadata/schema.ts';
import { keepListening, type Listener } from './keep-listening.ts';
import { takeTurns, type Turn } from './take-turns.ts';

export type Database = PostgresJsDatabase<typeof schema>;

/** Where PostgreSQL answers: a server by URL, or a socket folder that only we can enter. */
export type PostgresAddress =
	| Readonly<{ url: string }>
	| Readonly<{ socketDir: string; port: number; username: string; password?: string; database: string }>;

export type Metadata = Readonly<{
	database: Database;
	/** The pool itself, for what drizzle has no words for. */
	sql: postgres.Sql;
	/** Runs while no other process holds the lock of this name. */
	alone: <Value>(name: string, run: () => Promise<Value>) => Promise<Value>;
	/** Runs while no other process has a turn under any of these names. */
	inTurn: <Value>(names: readonly string[], holder: string, run: (turn: Turn) => Promise<Value>) => Promise<Value>;
	/** Hears what any process tells on the channel; resolves once it listens. */
	listen: (listener: Listener) => Promise<void>;
	tell: (channel: string, payload: string) => Promise<unknown>;
	isAlive: () => Promise<boolean>;
	close: () => Promise<void>;
}>;

const ignoreNotices = () => {};

/** A pool on the metadata. Close it with `close()`. */
export function connectMetadata(address: PostgresAddress): Metadata {
	const options = { max: 10, onnotice: ignoreNotices, connection: { application_name: 'upshot' } };
	const open = () =>
		'url' in address
			? postgres(address.url, options)
			: postgres({
					...options,
					path: `${address.socketDir}/.s.PGSQL.${address.port}`,
					username: address.username,
					password: address.password ?? '',
					database: address.database
				});
	const sql = open();
	const tell: Metadata['tell'] = (channel, payload) => sql.notify(channel, payload);
	const listeners: (() => Promise<void>)[] = [];
	return {
		database: drizzle(sql, { schema }),
		sql,
		alone: async (name, run) => {
			const connection = await sql.reserve();
			try {
				await connection`SELECT pg_advisory_lock(hashtextextended(${name}, 0))`;
				try {
					return await run();
				} finally {
					await connection`SELECT pg_advisory_unlock(hashtextextended(${name}, 0))`;
				}
			} finally {
				connection.release();
			}
		},
		inTurn: (names, holder, run) => takeTurns(sql, { names, holder }, run),
		listen: async (listener) => {
			listeners.push(await keepListening(open, listener));
		},
		tell,
		isAlive: async () => {
			try {
				await sql`SELECT 1`;
				return true;
			} catch {
				return false;
			}
		},
		close: async () => {
			await Promise.all(listeners.map((end) => end()));
			await sql.end({ timeout: 5 });
		}
	};
}
