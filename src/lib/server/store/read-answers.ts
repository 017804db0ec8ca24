import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Answered, AnswerCursor } from '#lib/domain/answered.ts';
import type { Filter } from '#lib/domain/question.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import { createBindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import { filterSql } from './filter-sql.ts';

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = Omit<Answered, 'at' | 'receivedAt' | 'attributes'> & {
	at_ms: string | number;
	received_ms: string | number;
	attributes: Record<string, string>;
};

const COLUMNS = `id, toUnixTimestamp64Milli(at) AS at_ms, toUnixTimestamp64Milli(received_at) AS received_ms,
	if(scale = 'none', '', toString(scale)) AS scale_name, if(scale = 'none', NULL, score) AS score_given,
	text, customer, version, channel, lang, attributes`;

const toAnswered = (row: Row & { scale_name: string; score_given: number | null }): Answered => ({
	id: row.id,
	at: toRfc3339(Number(row.at_ms)),
	receivedAt: toRfc3339(Number(row.received_ms)),
	scale: row.scale_name,
	score: row.score_given,
	text: row.text,
	customer: row.customer,
	version: row.version,
	channel: row.channel,
	lang: row.lang,
	attributes: row.attributes
});

export type AnswersQuestion = Readonly<{
	product: number;
	range: TimeRange | null;
	/** Words that must all be in the text, in any case and language. */
	words: readonly string[];
	filter: readonly Filter[];
	/** The last answer of the page before; `null` for the newest. */
	after: AnswerCursor | null;
	limit: number;
}>;

/** Answers newest first (equal times by id), from the one after `after` on. Reads along the primary key and stops. */
export async function readAnswers(clickhouse: ClickHouseClient, question: AnswersQuestion): Promise<Answered[]> {
	const { product, range, words, filter, after, limit } = question;
	const bindings = createBindings();
	const { bind } = bindings;
	const instant = (ms: number) => `fromUnixTimestamp64Milli(${bind('Int64', ms)}, 'UTC')`;
	const conditions = [`product = ${bind('UInt32', product)}`];
	if (range) conditions.push(`at >= ${instant(range.fromMs)}`, `at < ${instant(range.toMs)}`);
	if (after)
		conditions.push(
			`at <= ${instant(after.atMs)}`,
			`(at < ${instant(after.atMs)} OR id > ${bind('String', after.id)})`
		);
	for (const one of filter) conditions.push(filterSql(one, bindings));
	for (const word of words) conditions.push(filterSql({ field: 'text', op: 'contains', value: word }, bindings));
	const result = await clickhouse.query({
		query: `SELECT ${COLUMNS} FROM feedback WHERE ${conditions.join(' AND ')}
			ORDER BY at DESC, id ASC LIMIT ${bind('UInt32', limit)}`,
		query_params: bindings.values,
		format: 'JSONEachRow'
	});
	return (await result.json<Row & { scale_name: string; score_given: number | null }>()).map(toAnswered);
}

/** One answer by its id, the newest should two have it (an id counts for seven days); `null` when there is none. */
export async function readAnswer(clickhouse: ClickHouseClient, product: number, id: string): Promise<Answered | null> {
	const result = await clickhouse.query({
		query: `SELECT ${COLUMNS} FROM feedback WHERE product = {product:UInt32} AND id = {id:String} ORDER BY at DESC LIMIT 1`,
		query_params: { product, id },
		format: 'JSONEachRow'
	});
	const [row] = await result.json<Row & { scale_name: string; score_given: number | null }>();
	return row ? toAnswered(row) : null;
}
