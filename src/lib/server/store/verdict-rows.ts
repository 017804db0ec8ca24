import type { ClickHouseClient } from './client.ts';
import { storedInstant } from './stored-instant.ts';

/** What was said of a release and a metric from one moment on. */
export type VerdictRow = Readonly<{
	release: string;
	metric: string;
	/** Data time: the end of the last bucket that was judged. */
	atMs: number;
	releasedMs: number;
	verdict: string;
	path: string;
	effect: number | null;
	low: number | null;
	high: number | null;
	evidence: number;
	threshold: number;
	firstEstablishedMs: number | null;
	/** JSON. */
	reasons: string;
	method: number;
}>;

/** What was said last, by metric: enough to see whether it changed. */
export type LastVerdict = Readonly<{
	metric: string;
	verdict: string;
	path: string;
	firstEstablishedMs: number | null;
	reasons: string;
}>;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = [metric: string, verdict: string, path: string, established: string | number | null, reasons: string];

// `received_at` is the order of writing; rows of one write have one each metric.
const LAST = `
	SELECT metric, last.1, last.2, toUnixTimestamp64Milli(last.3), last.4 FROM (
		SELECT metric, argMax((verdict, path, first_established_at, reasons), (received_at, at)) AS last FROM verdicts
		WHERE product = {product:UInt32} AND release = {release:String}
			AND released_at = fromUnixTimestamp64Milli({released_ms:Int64}, 'UTC')
		GROUP BY metric
	)
	ORDER BY metric
`;

/** What was said last of each metric of a release since it has its present moment. */
export async function readLastVerdicts(
	clickhouse: ClickHouseClient,
	{ product, release, releasedMs }: { product: number; release: string; releasedMs: number }
): Promise<LastVerdict[]> {
	const result = await clickhouse.query({
		query: LAST,
		query_params: { product, release, released_ms: releasedMs },
		format: 'JSONCompactEachRow'
	});
	return (await result.json<Row>()).map(([metric, verdict, path, established, reasons]) => ({
		...{ metric, verdict, path, reasons },
		firstEstablishedMs: established === null ? null : Number(established)
	}));
}

/** As ClickHouse sends it. */
type WholeRow = [
	...[release: string, metric: string, releasedMs: string | number, verdict: string, path: string],
	...[effect: number | null, low: number | null, high: number | null, evidence: number, threshold: number],
	...[established: string | number | null, reasons: string, method: number]
];

const ALL_LAST = `
	SELECT release, metric, toUnixTimestamp64Milli(last.1), last.2, last.3, last.4, last.5, last.6, last.7, last.8,
		toUnixTimestamp64Milli(last.9), last.10, last.11
	FROM (
		SELECT release, metric, argMax(
			(released_at, verdict, path, effect, low, high, evidence, threshold, first_established_at, reasons, method),
			(received_at, at)
		) AS last FROM verdicts WHERE product = {product:UInt32} GROUP BY release, metric
	)
	ORDER BY release, metric
`;

/** What was said last of every release and metric of a product. */
export async function readAllLastVerdicts(
	clickhouse: ClickHouseClient,
	product: number
): Promise<Omit<VerdictRow, 'atMs'>[]> {
	const result = await clickhouse.query({
		query: ALL_LAST,
		query_params: { product },
		format: 'JSONCompactEachRow'
	});
	return (await result.json<WholeRow>()).map(
		([
			release,
			metric,
			releasedMs,
			verdict,
			path,
			effect,
			low,
			high,
			evidence,
			threshold,
			established,
			reasons,
			method
		]) => ({
			...{ release, metric, releasedMs: Number(releasedMs), verdict, path },
			...{ effect, low, high, evidence, threshold, reasons, method },
			firstEstablishedMs: established === null ? null : Number(established)
		})
	);
}

/** Resolves when the rows are on disk. */
export async function insertVerdicts(
	clickhouse: ClickHouseClient,
	product: number,
	rows: readonly VerdictRow[]
): Promise<void> {
	await clickhouse.insert({
		table: 'verdicts',
		values: rows.map(({ atMs, releasedMs, firstEstablishedMs, ...rest }) => ({
			...rest,
			product,
			at: storedInstant(atMs),
			released_at: storedInstant(releasedMs),
			first_established_at: firstEstablishedMs === null ? null : storedInstant(firstEstablishedMs)
		})),
		format: 'JSONEachRow'
	});
}
