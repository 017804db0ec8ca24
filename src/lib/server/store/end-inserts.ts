import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouseClient } from './client.ts';

const FENCE = `
	INSERT INTO fences (statement, closed)
	SELECT {start:String}, 1 WHERE joinGet('fences', 'closed', {start:String}) = 0
`;
const KILL = 'KILL QUERY WHERE startsWith(query_id, {start:String}) SYNC';
const COUNT = 'SELECT count() AS n FROM system.processes WHERE startsWith(query_id, {start:String})';

const KILL_MS = 10_000;
const AGAIN_MS = 50;

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
 * Resolves when a statement, or every statement of a process, has stored what it ever will: the fence stops those that
 * are still on their way to the server, and what ran was killed.
 * @param start the whole id of a statement, or how the ids of an ended process begin
 * @throws Error when the server does not answer, or some statement does not end
 */
export async function endInserts(clickhouse: ClickHouseClient, start: string): Promise<void> {
	const untilMs = performance.now() + KILL_MS;
	const abort_signal = AbortSignal.timeout(KILL_MS);
	await clickhouse.command({ query: FENCE, query_params: { start }, abort_signal });
	while ((await running(clickhouse, start)) > 0) {
		if (performance.now() > untilMs) throw new Error('ClickHouse does not end a statement.');
		await delay(AGAIN_MS);
	}
}
