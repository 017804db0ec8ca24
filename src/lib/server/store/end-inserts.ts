import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouseClient } from './client.ts';

const KILL = 'KILL QUERY WHERE startsWith(query_id, {start:String}) SYNC';
const COUNT = 'SELECT count() AS n FROM system.processes WHERE startsWith(query_id, {start:String})';

const KILL_MS = 10_000;
/** A statement that is still on its way to the server begins within this time. */
const ON_ITS_WAY_MS = 150;

async function running(clickhouse: ClickHouseClient, start: string): Promise<number> {
	const abort_signal = AbortSignal.timeout(KILL_MS);
	await clickhouse.command({ query: KILL, query_params: { start }, abort_signal });
	const result = await clickhouse.query({
		query: COUNT,
		query_params: { start },
		format: 'JSONEachRow',
		abort_signal
	});
	const [row] = await result.json<{ n: string | number }>();
	return Number(row?.n);
}

/**
 * Resolves when no statement runs whose id begins with `start`: whatever ran was stopped, and what it had not stored by
 * then never will be.
 * @throws Error when the server does not answer, or some statement does not end
 */
export async function endInserts(clickhouse: ClickHouseClient, start: string): Promise<void> {
	const untilMs = performance.now() + KILL_MS;
	for (let quiet = 0; quiet < 2;) {
		quiet = (await running(clickhouse, start)) === 0 ? quiet + 1 : 0;
		if (quiet === 0 && performance.now() > untilMs) throw new Error('ClickHouse does not end a statement.');
		if (quiet < 2) await delay(ON_ITS_WAY_MS);
	}
}
