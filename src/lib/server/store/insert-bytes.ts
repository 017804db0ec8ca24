import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { Readable } from 'node:stream';

/** The INSERT got no answer: it may have failed, be done, or still run. */
export class OutcomeUnknown extends Error {
	readonly queryId: string;
	constructor(queryId: string, cause: unknown) {
		super('ClickHouse gave no answer to an INSERT.', { cause });
		this.queryId = queryId;
	}
}

/** No INSERT takes as long on a server that works. */
const INSERT_MS = 30_000;

/** `queryId` names the statement. */
export type InsertOptions = Readonly<{ queryId: string }>;

/**
 * Resolves when the rows are on disk.
 * @throws OutcomeUnknown when no answer came
 */
export async function insertBytes(
	clickhouse: ClickHouseClient,
	{ query, pieces, queryId }: InsertOptions & { query: string; pieces: readonly Buffer[] }
): Promise<void> {
	try {
		const { stream } = await clickhouse.exec({
			query,
			values: Readable.from(pieces, { objectMode: false }),
			query_id: queryId,
			abort_signal: AbortSignal.timeout(INSERT_MS),
			clickhouse_settings: {
				async_insert: 0,
				// Identity is ours (by id): the engine's own deduplication by block would drop equal rows that are meant.
				insert_deduplicate: 0,
				wait_end_of_query: 1,
				// A history of many years, sent in whatever order, is no mistake.
				max_partitions_per_insert_block: '0'
			}
		});
		for await (const _ of stream) void _;
	} catch (cause) {
		if (cause instanceof ClickHouseError) throw cause;
		throw new OutcomeUnknown(queryId, cause);
	}
}
