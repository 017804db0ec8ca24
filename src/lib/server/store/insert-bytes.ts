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

/** `queryId` names the statement, and `process` begins the names of all that its process ever sends. */
export type InsertOptions = Readonly<{ queryId: string; process?: string }>;

/** Where rows go: column → the type in which they are sent. */
export type Target = Readonly<{ table: string; columns: Readonly<Record<string, string>> }>;

/**
 * An INSERT that stores nothing once its statement or its process was fenced off (`endInserts`), however late it comes.
 * The look-up is a function of constants: ClickHouse answers it before it reads a row, after it listed the statement.
 */
function statementFor({ table, columns }: Target): string {
	const structure = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
	return `
		INSERT INTO ${table} (${Object.keys(columns).join(', ')})
		SELECT * FROM input('${structure.join(', ').replaceAll("'", "''")}')
		WHERE throwIf(
			joinGet('fences', 'closed', {statement:String}) + joinGet('fences', 'closed', {process:String}) > 0,
			'The statement was fenced off.'
		) = 0
		FORMAT RowBinary`;
}

/**
 * Resolves when the rows are on disk.
 * @throws OutcomeUnknown when no answer came
 */
export async function insertBytes(
	clickhouse: ClickHouseClient,
	{ target, pieces, queryId, process = '' }: InsertOptions & { target: Target; pieces: readonly Buffer[] }
): Promise<void> {
	try {
		const { stream } = await clickhouse.exec({
			query: statementFor(target),
			query_params: { statement: queryId, process },
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
