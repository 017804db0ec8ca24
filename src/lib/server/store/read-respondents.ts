import type { Filter } from '#lib/domain/question.ts';
import { isScale, type Scale } from '#lib/domain/scale.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import { createBindings, type Bindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import { fieldSql } from './field-sql.ts';
import { filterSql } from './filter-sql.ts';
import { saidSql } from './topic-sql.ts';

/** Buckets of one width, counted from the start of the range, the last of which ends with it. */
export type Buckets = Readonly<{
	product: number;
	range: TimeRange;
	widthMs: number;
	/** Only rows that all of them let through. */
	where?: readonly Filter[] | undefined;
}>;

/** How often a score was given in one bucket, by whom `version` and `segment` say; `segment` is '' where no split was asked for. */
export type ScoreCount = Readonly<{
	bucket: number;
	version: string;
	segment: string;
	/** `null`, as `score`, for an answer of words alone. */
	scale: Scale | null;
	score: number | null;
	n: number;
}>;

const DAY_MS = 86_400_000;
const LEAST_WIDTH_MS = 300_000;
/** The longest window of the method: 180 days before a release and 28 after it. */
const MOST_DAYS = 208;

/** @throws RangeError for buckets that the method does not have */
export function checkBuckets({ range, widthMs }: Buckets): void {
	const lengthMs = range.toMs - range.fromMs;
	if (lengthMs <= 0 || lengthMs > MOST_DAYS * DAY_MS || lengthMs % widthMs !== 0)
		throw new RangeError(`${lengthMs} ms are no buckets of ${widthMs} ms within ${MOST_DAYS} days`);
	if (widthMs < LEAST_WIDTH_MS || widthMs > DAY_MS) throw new RangeError(`no bucket has ${widthMs} ms`);
}

/** What every reading by bucket begins with. */
export function bucketSource(
	table: 'feedback' | 'events',
	{ product, range, widthMs, where = [] }: Buckets,
	bindings: Bindings
): { bucket: string; from: string } {
	const { bind } = bindings;
	const conditions = where.map((filter) => ` AND ${filterSql(filter, bindings)}`).join('');
	const at = (ms: number) => `fromUnixTimestamp64Milli(${bind('Int64', ms)}, 'UTC')`;
	return {
		bucket: `intDiv(toUnixTimestamp64Milli(at) - ${bind('Int64', range.fromMs)}, ${bind('Int64', widthMs)})`,
		from: `FROM ${table} WHERE product = ${bind('UInt32', product)} AND at >= ${at(range.fromMs)} AND at < ${at(range.toMs)}${conditions}`
	};
}

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = [
	bucket: string | number,
	version: string,
	segment: string,
	scale: string,
	score: number,
	n: string | number
];

async function readCounts(clickhouse: ClickHouseClient, query: string, { values }: Bindings): Promise<ScoreCount[]> {
	const result = await clickhouse.query({ query, query_params: values, format: 'JSONCompactEachRow' });
	return (await result.json<Row>()).map(([bucket, version, segment, scale, score, n]) => ({
		...{ bucket: Number(bucket), version, segment },
		...(isScale(scale) ? { scale, score: Number(score) } : { scale: null, score: null }),
		n: Number(n)
	}));
}

/** By what answers are told apart: a field's value, or which topics (by their terms) they are about, a 0 or 1 for each. */
export type Split = Readonly<{ segment?: string | undefined; topics?: readonly (readonly string[])[] | undefined }>;

function splitSql({ segment, topics }: Split, bindings: Bindings): string {
	if (segment !== undefined) return fieldSql(segment, bindings).text;
	const parts = (topics ?? []).map((terms) => `toString(${saidSql(terms, bindings)})`);
	return parts.length === 0 ? `''` : `concat(${parts.join(', ')}, '')`;
}

const SAME = 'bucket, version, segment, scale, score';

/** Buckets are independent of each other: reading them in turn bounds the memory for who was seen already. */
const DAYS_AT_ONCE = 14;

/** The same buckets in parts, each with the number of its first bucket. */
function* parts({ range, widthMs, ...rest }: Buckets): Generator<Buckets & Readonly<{ first: number }>> {
	const stepMs = Math.max(1, Math.floor((DAYS_AT_ONCE * DAY_MS) / widthMs)) * widthMs;
	for (let fromMs = range.fromMs; fromMs < range.toMs; fromMs += stepMs)
		yield {
			...{ ...rest, widthMs, first: (fromMs - range.fromMs) / widthMs },
			range: { fromMs, toMs: Math.min(range.toMs, fromMs + stepMs) }
		};
}

// LIMIT BY along the primary key: a third of the time of argMin by (at, id).
function respondentsSql(buckets: Buckets, split: Split, bindings: Bindings): string {
	const { bucket, from } = bucketSource('feedback', buckets, bindings);
	const group = splitSql(split, bindings);
	const scored = `SELECT ${bucket} AS bucket, version, ${group} AS segment, scale, score ${from} AND scale != 'none'`;
	return `SELECT ${SAME}, count() AS n FROM (
			${scored} AND customer = ''
			UNION ALL
			SELECT ${SAME} FROM (
				${scored} AND customer != '' ORDER BY product, at, id LIMIT 1 BY bucket, version, scale, customer
			)
		)
		GROUP BY ${SAME} ORDER BY ${SAME}`;
}

/**
 * Scores by respondents, in order: of a customer only the first answer counts in each bucket, scale and version (of
 * equal times the one with the lowest id); answers without a customer count each.
 */
export async function readRespondents(
	clickhouse: ClickHouseClient,
	{ segment, topics, ...buckets }: Buckets & Split
): Promise<ScoreCount[]> {
	checkBuckets(buckets);
	const counts: ScoreCount[] = [];
	for (const { first, ...part } of parts(buckets)) {
		const bindings = createBindings();
		const read = await readCounts(clickhouse, respondentsSql(part, { segment, topics }, bindings), bindings);
		for (const count of read) counts.push({ ...count, bucket: first + count.bucket });
	}
	return counts;
}

/** All answers, those of words alone among them, in order: what volumes count. */
export async function readAnswerCounts(
	clickhouse: ClickHouseClient,
	{ segment, topics, ...buckets }: Buckets & Split
): Promise<ScoreCount[]> {
	checkBuckets(buckets);
	const bindings = createBindings();
	const { bucket, from } = bucketSource('feedback', buckets, bindings);
	const group = splitSql({ segment, topics }, bindings);
	const query = `SELECT ${bucket} AS bucket, version, ${group} AS segment, scale, score, count() AS n ${from}
		GROUP BY ${SAME} ORDER BY ${SAME}`;
	return readCounts(clickhouse, query, bindings);
}
