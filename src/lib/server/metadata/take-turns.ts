import type postgres from 'postgres';

/** The right to store rows under some names, held by nobody else meanwhile. */
export type Turn = Readonly<{
	/** Who began to store under these names and never said that they ended. */
	strangers: readonly string[];
	/** Leaves this process's mark. */
	sign: () => Promise<void>;
	/** @throws Error when the connection was lost, and the turn with it */
	confirm: () => Promise<void>;
	/** Takes the mark away: nothing is under way any more. */
	clear: () => Promise<void>;
}>;

/** An INSERT may take thirty seconds. */
const PATIENCE = '40s';

async function lockAll(connection: postgres.ReservedSql, names: readonly string[]): Promise<void> {
	await connection`SELECT set_config('lock_timeout', ${PATIENCE}, false)`;
	// One after another in the order of their names, which every process keeps: two never wait for each other.
	for (const name of names.toSorted())
		await connection`SELECT pg_advisory_lock(hashtextextended(${`upshot-turn:${name}`}, 0))`;
}

/**
 * Runs while no other process has a turn under any of these names.
 * @throws Error when a turn does not come in time, or PostgreSQL is not there
 */
export async function takeTurns<Value>(
	sql: postgres.Sql,
	{ names, holder }: { names: readonly string[]; holder: string },
	run: (turn: Turn) => Promise<Value>
): Promise<Value> {
	const connection = await sql.reserve();
	try {
		await lockAll(connection, names);
		const rows = await connection<{ holder: string }[]>`
			SELECT DISTINCT holder FROM turns WHERE name IN ${connection([...names])} AND holder <> ''`;
		const mark = async (text: string) => {
			const values = names.map((name) => ({ name, holder: text }));
			await connection`
				INSERT INTO turns ${connection(values)} ON CONFLICT (name) DO UPDATE SET holder = excluded.holder`;
		};
		return await run({
			strangers: rows.map((row) => row.holder),
			sign: () => mark(holder),
			confirm: async () => void (await connection`SELECT 1`),
			clear: () => mark('')
		});
	} finally {
		// A lost connection has let go of everything by itself.
		await connection`SELECT pg_advisory_unlock_all(), set_config('lock_timeout', '0', false)`.catch(() => {});
		connection.release();
	}
}
