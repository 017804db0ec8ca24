import type { TimeRange } from '#lib/domain/time-range.ts';
import { createBindings, type Bindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import { customerCells, EXACT_UP_TO, seenSql, sketchedSql, type CustomersQuestion } from './customers-sql.ts';
import { rangeOf, startMsOf, type MetricRow } from './metric-question.ts';
import { readRows } from './read-rows.ts';

/** A sketch of fewer than these is exact. @see db/clickhouse/0005-hours.sql: 4,096, less its first doubtful ones */
const SKETCH_EXACT_BELOW = 4000;
/** A sketch that says more than this stands for more than can be counted exactly: five times its standard error above. */
const SURELY_MORE = EXACT_UP_TO * 1.02;
/** Ranges that one statement reads apart; more are read as one. */
const MOST_RANGES = 100;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = [bucket: string | number, n: string | number, customers: string | number, sketched: number];

type Ask = (sqlOf: (bindings: Bindings) => string) => Promise<Map<number, MetricRow>>;

const asker =
	(clickhouse: ClickHouseClient, question: CustomersQuestion, signal: AbortSignal | undefined): Ask =>
	async (sqlOf) => {
		const bindings = createBindings(question.topics);
		const query = sqlOf(bindings);
		const rows = await readRows<Row>(clickhouse, { query, values: bindings.values, signal });
		return new Map(
			rows.map(([bucket, n, customers, sketched]) => {
				const startMs = startMsOf(question, bucket);
				const sums = { n: Number(n), total: Number(customers), squares: 0 };
				return [startMs, { group: '', other: false, startMs, ...sums, ...(sketched && { approximate: true }) }];
			})
		);
	};

/** The buckets that a sketch leaves in doubt, as ranges; neighbours as one. */
function doubtful({ edgesMs }: CustomersQuestion, rows: ReadonlyMap<number, MetricRow>): TimeRange[] {
	const ranges: TimeRange[] = [];
	for (const [index, fromMs] of edgesMs.slice(0, -1).entries()) {
		const total = rows.get(fromMs)?.total ?? 0;
		if (total < SKETCH_EXACT_BELOW || total > SURELY_MORE) continue;
		const last = ranges.at(-1);
		const toMs = edgesMs[index + 1] ?? fromMs;
		if (last?.toMs === fromMs) ranges[ranges.length - 1] = { fromMs: last.fromMs, toMs };
		else ranges.push({ fromMs, toMs });
	}
	return ranges;
}

/**
 * Rows (`n`) and distinct customers (`total`) of every bucket that has rows, in no order; without groups. What only the
 * clock cuts comes from sketches of each hour and each eight; the rows are read where a sketch would not be exact and the
 * contract says exact, and wherever there is a filter.
 */
export async function readCustomers(
	clickhouse: ClickHouseClient,
	question: CustomersQuestion,
	signal?: AbortSignal
): Promise<MetricRow[]> {
	const ask = asker(clickhouse, question, signal);
	const cells = customerCells(question);
	const fromRows = (ranges: readonly TimeRange[]) => ask((bindings) => seenSql(question, ranges, bindings));
	if (!cells) return [...(await fromRows([rangeOf(question)])).values()];
	const sketched = await ask((bindings) => sketchedSql(question, cells, bindings));
	for (const [startMs, row] of sketched)
		if (row.total < SKETCH_EXACT_BELOW) {
			const { approximate: _, ...exact } = row;
			sketched.set(startMs, exact);
		}
	const ranges = doubtful(question, sketched);
	if (ranges.length === 0) return [...sketched.values()];
	const whole = { fromMs: ranges[0]?.fromMs ?? 0, toMs: ranges.at(-1)?.toMs ?? 0 };
	const counted = await fromRows(ranges.length > MOST_RANGES ? [whole] : ranges);
	return [...new Map([...sketched, ...counted]).values()];
}
