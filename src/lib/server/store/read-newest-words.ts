import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Filter } from '#lib/domain/question.ts';
import type { Topic } from '#lib/domain/topic.ts';
import { createBindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import { filterSql } from './filter-sql.ts';

/** One text; never a customer. */
type NewestWord = {
	id: string;
	/** RFC 3339. */
	at: string;
	/** '' where nothing was scored. */
	scale: string;
	score: number | null;
	text: string;
	channel: string;
	version: string;
};

type NewestQuestion = Readonly<{
	product: number;
	filter: readonly Filter[];
	limit: number;
	sinceMs?: number;
	/** What the filters' topics mean; left out where there are none. */
	topics?: readonly Topic[];
}>;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = [
	id: string,
	atMs: string | number,
	scale: string,
	score: number | null,
	text: string,
	channel: string,
	version: string
];

/**
 * The newest `limit` texts of a product, newest first (equal times by id), from `sinceMs` on where it is given. Reads
 * backwards along the primary key and stops, so the size of the table does not matter unless the filter is rare.
 */
export async function readNewestWords(
	clickhouse: ClickHouseClient,
	{ product, filter, limit, sinceMs, topics }: NewestQuestion
): Promise<NewestWord[]> {
	const bindings = createBindings(topics);
	const { bind } = bindings;
	const conditions = [`product = ${bind('UInt32', product)}`, `text != ''`];
	if (sinceMs !== undefined) conditions.push(`at >= fromUnixTimestamp64Milli(${bind('Int64', sinceMs)}, 'UTC')`);
	for (const one of filter) conditions.push(filterSql(one, bindings));
	const where = `FROM feedback WHERE ${conditions.join(' AND ')}`;
	const most = bind('UInt32', limit);
	// Ordering by id as well would read every row: first find how far back to go, along the key alone.
	const result = await clickhouse.query({
		query: `SELECT id, toUnixTimestamp64Milli(at) AS at_ms, if(scale = 'none', '', toString(scale)) AS scale_name,
				if(scale = 'none', NULL, score) AS score_given, text, channel, version
			${where} AND at >= (SELECT min(at) FROM (SELECT at ${where} ORDER BY at DESC LIMIT ${most}))
			ORDER BY at DESC, id ASC LIMIT ${most}`,
		query_params: bindings.values,
		format: 'JSONCompactEachRow'
	});
	return (await result.json<Row>()).map(([id, atMs, scale, score, text, channel, version]) => ({
		id,
		at: toRfc3339(Number(atMs)),
		scale,
		score,
		text,
		channel,
		version
	}));
}
