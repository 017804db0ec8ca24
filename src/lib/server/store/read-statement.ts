import { randomUUID } from 'node:crypto';
import type { StatementResult } from '#lib/domain/statement.ts';
import { MOST_ROWS } from './analyst-wall.ts';
import { ClickHouseError, type ClickHouseClient } from './client.ts';
import type { AnalystLogin, AnalystStatement } from './read-tree.ts';
import { BrokenOff, rowsOf } from './row-lines.ts';

type Options = Readonly<{
	/** Ends statements; the analysts' own users may not. */
	clickhouse: ClickHouseClient;
	analysts: ClickHouseClient;
	login: AnalystLogin;
	signal: AbortSignal | undefined;
}>;

/** How columns are kept says nothing to who reads them. */
const plainType = (type: unknown): string => `${String(type)}`.replaceAll(/LowCardinality\(([^()]*)\)/g, '$1');

/** Has ClickHouse end the statement, and resolves when it has: a closed connection alone does not. */
const end = (clickhouse: ClickHouseClient, query_id: string): Promise<unknown> =>
	clickhouse.command({ query: 'KILL QUERY WHERE query_id = {query_id:String} SYNC', query_params: { query_id } });

async function resultOf(stream: AsyncIterable<Buffer>): Promise<Omit<StatementResult, 'elapsedMs'>> {
	const rows: unknown[][] = [];
	let names: unknown[] | null = null;
	let types: unknown[] | null = null;
	let truncated = false;
	for await (const row of rowsOf(stream)) {
		if (names === null) names = row;
		else if (types === null) types = row;
		else if (rows.length < MOST_ROWS) rows.push(row);
		else {
			truncated = true;
			break;
		}
	}
	const columns = (names ?? []).map((name, index) => ({ name: String(name), type: plainType(types?.[index]) }));
	return { columns, rows, n: rows.length, truncated };
}

/**
 * What a statement gives, its first 10,000 rows. When this ends otherwise than well, or `signal` aborts, ClickHouse has
 * ended the statement before this rejects.
 * @throws TooManyBytes
 * @throws BrokenOff, ClickHouseError what ClickHouse has against it
 */
export async function readStatement(
	{ clickhouse, analysts, login, signal }: Options,
	{ sql, values }: AnalystStatement
): Promise<StatementResult> {
	const startMs = performance.now();
	const query_id = randomUUID();
	try {
		const { stream } = await analysts.exec({
			query: sql,
			query_params: { ...values },
			query_id,
			auth: { ...login },
			clickhouse_settings: { default_format: 'JSONCompactEachRowWithNamesAndTypes' },
			...(signal && { abort_signal: signal })
		});
		const close = () => stream.destroy();
		signal?.addEventListener('abort', close, { once: true });
		const result = await resultOf(stream).finally(() => signal?.removeEventListener('abort', close));
		return { ...result, elapsedMs: Math.round(performance.now() - startMs) };
	} catch (cause) {
		// Whatever ClickHouse itself said, it said at the end.
		if (!(cause instanceof ClickHouseError || cause instanceof BrokenOff))
			await end(clickhouse, query_id).catch(() => {});
		throw cause;
	}
}
