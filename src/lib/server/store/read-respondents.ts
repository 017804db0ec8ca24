import type { Scale } from '#lib/domain/scale.ts';
import { isScale } from '#lib/domain/scale.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import { createBindings, type Bindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import { fieldSql } from './field-sql.ts';

/** Buckets of one width, counted from the start of the range, the last of which ends with it. */
export type Buckets = Readonly<{ product: number; range: TimeRange; widthMs: number }>;

/** How often a score was given in one bucket, by whom `version` and `segment` say; `segment` is '' where none was asked. */
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

/**
 * What every reading by bucket begins with.
 * @throws RangeError for buckets that the method does not have
 */
export function bucketSource(
	table: 'feedback' | 'events',
	{ product, range, widthMs }: Buckets,
	{ bind }: Bindings
): { bucket: string; from: string } {
	const lengthMs = range.toMs - range.fromMs;
	if (lengthMs <= 0 || lengthMs > MOST_DAYS * DAY_MS || lengthMs % widthMs !== 0)
		throw new RangeError(`${lengthMs} ms are no buckets of ${widthMs} ms within ${MOST_DAYS} days`);
	if (widthMs < LEAST_WIDTH_MS || widthMs > DAY_MS) throw new RangeError(`no bucket has ${widthMs} ms`);
	const at = (ms: number) => `fromUnixTimestamp64Milli(${bind('Int64', ms)}, 'UTC')`;
	return {
		bucket: `intDiv(toUnixTimestamp64Milli(at) - ${bind('Int64', range.fromMs)}, ${bind('Int64', widthMs)})`,
		from: `FROM ${table} WHERE product = ${bind('UInt32', product)} AND at >= ${at(range.fromMs)} AND at < ${at(range.toMs)}`
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

const SAME = 'bucket, version, segment, scale, score';

/**
 * Scores by respondents, in order: of a customer only the first answer counts in each bucket, scale and version (of
 * equal times the one with the lowest id); answers without a customer count each.
 */
export function readRespondents(
	clickhouse: ClickHouseClient,
	{ segment, ...buckets }: Buckets & Readonly<{ segment?: string }>
): Promise<ScoreCount[]> {
	const bindings = createBindings();
	const { bucket, from } = bucketSource('feedback', buckets, bindings);
	const group = segment === undefined ? `''` : fieldSql(segment, bindings).text;
	const scored = `${from} AND scale != 'none'`;
	const query = `SELECT ${SAME}, count() AS n FROM (
			SELECT ${bucket} AS bucket, version, ${group} AS segment, scale, score ${scored} AND customer = ''
			UNION ALL
			SELECT bucket, version, first.2 AS segment, scale, first.1 AS score FROM (
				SELECT ${bucket} AS bucket, version, scale, customer, argMin((score, ${group}), (at, id)) AS first
				${scored} AND customer != ''
				GROUP BY bucket, version, scale, customer
			)
		)
		GROUP BY ${SAME} ORDER BY ${SAME}`;
	return readCounts(clickhouse, query, bindings);
}

/** All answers, those of words alone among them, in order: what volumes count. */
export function readAnswerCounts(
	clickhouse: ClickHouseClient,
	{ segment, ...buckets }: Buckets & Readonly<{ segment?: string }>
): Promise<ScoreCount[]> {
	const bindings = createBindings();
	const { bucket, from } = bucketSource('feedback', buckets, bindings);
	const group = segment === undefined ? `''` : fieldSql(segment, bindings).text;
	const query = `SELECT ${bucket} AS bucket, version, ${group} AS segment, scale, score, count() AS n ${from}
		GROUP BY ${SAME} ORDER BY ${SAME}`;
	return readCounts(clickhouse, query, bindings);
}
