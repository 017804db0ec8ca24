import { SlowQuestionError } from '#lib/domain/slow-question.ts';
import type { ClickHouseClient } from './client.ts';

/** No page waits longer for a number; whoever asks for so much asks for less. */
const LONGEST_S = 30;
/** ClickHouse's code of a statement that reached `max_execution_time`. */
const TIMEOUT_EXCEEDED = '159';

type Statement = Readonly<{
	query: string;
	values: Readonly<Record<string, unknown>>;
	signal?: AbortSignal | undefined;
	/** How many cores it may take; all of them unless told. */
	threads?: number | undefined;
}>;

/**
 * The rows of a question's statement. When `signal` aborts, ClickHouse ends the statement too.
 * @throws SlowQuestionError when it takes longer than 30 seconds
 */
export async function readRows<Row>(
	clickhouse: ClickHouseClient,
	{ query, values, signal, threads }: Statement
): Promise<Row[]> {
	try {
		const result = await clickhouse.query({
			query,
			query_params: { ...values },
			format: 'JSONCompactEachRow',
			...(signal && { abort_signal: signal }),
			// Only statements that may not write end with their connection.
			clickhouse_settings: {
				readonly: '2',
				cancel_http_readonly_queries_on_client_close: 1,
				max_execution_time: LONGEST_S,
				...(threads !== undefined && { max_threads: threads })
			}
		});
		return await result.json<Row>();
	} catch (cause) {
		if (cause instanceof Error && Reflect.get(cause, 'code') === TIMEOUT_EXCEEDED)
			throw new SlowQuestionError(`took longer than ${LONGEST_S} seconds`, { cause });
		throw cause;
	}
}
