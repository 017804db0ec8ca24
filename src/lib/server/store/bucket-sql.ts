import type { Bindings } from './bindings.ts';

/** Buckets of one width that follow each other, in seconds. */
type Run = Readonly<{ start: number; width: number }>;

function runsOf(edges: readonly number[]): Run[] {
	const runs: Run[] = [];
	for (let index = 1; index < edges.length; index++) {
		const start = edges[index - 1] ?? 0;
		const width = (edges[index] ?? 0) - start;
		if (runs.at(-1)?.width !== width) runs.push({ start, width });
	}
	return runs;
}

/**
 * The start, in seconds, of the bucket in which `seconds` lies, as SQL. The zone's rules stay in the app: ClickHouse is
 * given runs of equal buckets (a year of days has five, with both changes of the clock), so the two cannot disagree
 * about a midnight.
 * @param edges in seconds: the start of each bucket, then the end of the last
 */
export function bucketSql(seconds: string, edges: readonly number[], { bind }: Bindings): string {
	const runs = runsOf(edges);
	const [first, ...others] = runs;
	if (!first) throw new RangeError('no bucket to lie in');
	if (others.length === 0) {
		const start = bind('Int64', first.start);
		const width = bind('Int64', first.width);
		return `${start} + intDiv(${seconds} - ${start}, ${width}) * ${width}`;
	}
	const starts = bind(
		'Array(Int64)',
		runs.map((run) => run.start)
	);
	const widths = bind(
		'Array(Int64)',
		runs.map((run) => run.width)
	);
	const run = `roundDown(toInt64(${seconds}), ${starts})`;
	return `(${run} AS run) + intDiv(${seconds} - run, transform(run, ${starts}, ${widths}, toInt64(1)) AS width) * width`;
}
