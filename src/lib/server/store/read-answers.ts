import { toRfc3339 } from '#lib/domain/instant.ts';
import type { Answered, AnswerCursor } from '#lib/domain/answered.ts';
import type { Filter } from '#lib/domain/question.ts';
import type { Topic } from '#lib/domain/topic.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import { createBindings, type Bindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import { filterSql } from './filter-sql.ts';

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = Omit<Answered, 'at' | 'receivedAt' | 'scale' | 'score'> & {
	at_ms: string | number;
	received_ms: string | number;
	scale_name: string;
	score_given: number | null;
};

const COLUMNS = `id, toUnixTimestamp64Milli(at) AS at_ms, toUnixTimestamp64Milli(received_at) AS received_ms,
	if(scale = 'none', '', toString(scale)) AS scale_name, if(scale = 'none', NULL, score) AS score_given,
	text, customer, version, channel, lang, attributes`;

const toAnswered = ({ at_ms, received_ms, scale_name, score_given, ...row }: Row): Answered => ({
	...row,
	at: toRfc3339(Number(at_ms)),
	receivedAt: toRfc3339(Number(received_ms)),
	scale: scale_name,
	score: score_given
});

export type AnswersQuestion = Readonly<{
	product: number;
	range: TimeRange;
	filter: readonly Filter[];
	/** What the filters' topics mean; left out where there are none. */
	topics?: readonly Topic[];
	/** The last answer of the page before; `null` for the newest. */
	after: AnswerCursor | null;
	limit: number;
}>;

function whereSql({ product, range, filter, after }: AnswersQuestion, bindings: Bindings): string {
	const { bind } = bindings;
	const instant = (ms: number) => `fromUnixTimestamp64Milli(${bind('Int64', ms)}, 'UTC')`;
	const conditions = [
		`product = ${bind('UInt32', product)}`,
		`at >= ${instant(range.fromMs)}`,
		`at < ${instant(range.toMs)}`,
		...filter.map((one) => filterSql(one, bindings))
	];
	if (after)
		conditions.push(
			`at <= ${instant(after.atMs)}`,
			`(at < ${instant(after.atMs)} OR id > ${bind('String', after.id)})`
		);
	return `FROM feedback WHERE ${conditions.join(' AND ')}`;
}

type Ask = (sql: string) => Promise<readonly unknown[][]>;

/** Of the page's answers the times, and of the first page how many answers there are at all. */
async function readTimes(question: AnswersQuestion, where: string, bindings: Bindings, ask: Ask) {
	const limit = bindings.bind('UInt32', question.limit);
	const newest = async () => {
		// Along the primary key alone, which ends as soon as there are enough; ordering by id as well would read it all.
		const rows = await ask(`SELECT toUnixTimestamp64Milli(at) ${where} ORDER BY at DESC LIMIT ${limit}`);
		return rows.map(([at]) => Number(at));
	};
	if (question.after) return { total: null, times: await newest() };
	if (question.filter.length === 0) {
		// All that are between two instants are counted by the primary key.
		const [times, [row]] = await Promise.all([newest(), ask(`SELECT count() ${where}`)]);
		return { total: Math.max(Number(row?.[0] ?? 0), times.length), times };
	}
	// With a filter counting has to look at every row anyway, so it finds the page on its way.
	const [row] = await ask(
		`SELECT count(), arrayMap(ago -> -ago, groupArraySorted(${limit})(-toUnixTimestamp64Milli(at))) ${where}`
	);
	const [total, times] = row ?? [];
	return { total: Number(total ?? 0), times: Array.isArray(times) ? times.map(Number) : [] };
}

/**
 * Answers newest first (equal times by id), from the one after `after` on. `total` is how many there are in all; it is
 * counted with the first page and `null` on every later one.
 */
export async function readAnswers(
	clickhouse: ClickHouseClient,
	question: AnswersQuestion
): Promise<{ answers: Answered[]; total: number | null }> {
	const bindings = createBindings(question.topics);
	const where = whereSql(question, bindings);
	const ask: Ask = async (query) => {
		const result = await clickhouse.query({ query, query_params: bindings.values, format: 'JSONCompactEachRow' });
		return result.json<unknown[]>();
	};
	const { total, times } = await readTimes(question, where, bindings, ask);
	if (times.length === 0) return { answers: [], total };
	// Whole rows are read by their key: a text that is rare would else be looked for everywhere a second time.
	const seconds = [...new Set(times)].map((ms) => (ms / 1000).toFixed(3));
	const inTimes = `at IN ${bindings.bind(`Array(DateTime64(3, 'UTC'))`, seconds)}`;
	const result = await clickhouse.query({
		query: `SELECT ${COLUMNS} ${where} AND ${inTimes}
			ORDER BY at DESC, id ASC LIMIT ${bindings.bind('UInt32', question.limit)}`,
		query_params: bindings.values,
		format: 'JSONEachRow'
	});
	return { answers: (await result.json<Row>()).map(toAnswered), total };
}

/** One answer by its id, the newest should two have it (an id counts for seven days); `null` when there is none. */
export async function readAnswer(clickhouse: ClickHouseClient, product: number, id: string): Promise<Answered | null> {
	const result = await clickhouse.query({
		query: `SELECT ${COLUMNS} FROM feedback WHERE product = {product:UInt32} AND id = {id:String} ORDER BY at DESC LIMIT 1`,
		query_params: { product, id },
		format: 'JSONEachRow'
	});
	const [row] = await result.json<Row>();
	return row ? toAnswered(row) : null;
}
