import { createBindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';
import type { Sums } from './metric-spec.ts';
import { readRows } from './read-rows.ts';
import { MOST_SUMS, sumsSql, type SumsQuestion } from './sums-sql.ts';

/** What one bucket of one group holds; only where there are rows. */
export type SumsRow = Sums & Readonly<{ startMs: number; group: string }>;

/** As ClickHouse sends it: 64-bit integers as strings. */
type Row = (string | number)[];

/**
 * The sums of each of `questions`, in one statement; `null` for one with too many of them.
 * @see sumsSql for what the questions must share
 * @throws SlowQuestionError
 */
export async function readSums(
	clickhouse: ClickHouseClient,
	questions: readonly SumsQuestion[],
	/** When it aborts, ClickHouse ends the statement; and on how many cores, all of them unless told. */
	{ signal, threads }: Readonly<{ signal?: AbortSignal | undefined; threads?: number | undefined }> = {}
): Promise<(SumsRow[] | null)[]> {
	const bindings = createBindings(questions[0]?.topics);
	const { sql, places } = sumsSql(questions, bindings);
	const answer = await readRows<Row>(clickhouse, { query: sql, values: bindings.values, signal, threads });
	const byMark = new Map<number, Row[]>();
	for (const row of answer) {
		const mark = Number(row[0]);
		const others = byMark.get(mark);
		if (others) others.push(row);
		else byMark.set(mark, [row]);
	}
	return places.map(({ mark, bucket, group, sums }, index) => {
		const rows = byMark.get(mark) ?? [];
		if (rows.length > MOST_SUMS) return null;
		const { width, edgesMs, source } = questions[index] ?? { width: 'all', edgesMs: [0], source: { n: 0 } };
		return rows.flatMap((row): SumsRow[] => {
			const [start, matched, total, squares] = [row[bucket], row[sums], row[sums + 1], row[sums + 2]].map(Number);
			if (start === undefined || start < 0 || !matched) return [];
			return [
				{
					startMs: width === 'all' ? (edgesMs[0] ?? 0) : start * 1000,
					group: group === null ? '' : String(row[group]),
					...{ n: matched * source.n, total: total ?? 0, squares: squares ?? 0 }
				}
			];
		});
	});
}
