import { createImpact } from '#lib/stats/impact/create-impact.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import { parted } from '../fixtures/impact-cells.ts';
import { streamCell, type Stream, type StreamMetric } from '../fixtures/impact-streams.ts';

const LINE = Math.log(20);

/** A release that never was, looked at daily: the day on which a direction was declared, and that of a naive test. */
export type PlaceboRun = { hour: number; declaredDay: number | null; naiveDay: number | null };

/** Welch's t of all stars since against the 28 days before; of a volume the difference of two Poisson rates. */
function naiveZ(before: readonly Sums[], after: readonly Sums[], isVolume: boolean): number {
	const [older, newer] = [before, after].map((buckets) =>
		buckets.reduce((sums, { n, sum, sumsq }) => ({ n: sums.n + n, sum: sums.sum + sum, sumsq: sums.sumsq + sumsq }))
	) as [Sums, Sums];
	if (older.n < 2 || newer.n < 2) return 0;
	if (isVolume) {
		const difference = newer.n / after.length - older.n / before.length;
		return difference / Math.sqrt(newer.n / after.length ** 2 + older.n / before.length ** 2);
	}
	const error = ({ n, sum, sumsq }: Sums) => (sumsq - sum ** 2 / n) / (n - 1) / n;
	const spread = error(older) + error(newer);
	return spread === 0 ? 0 : (newer.sum / newer.n - older.sum / older.n) / Math.sqrt(spread);
}

type Sums = Readonly<{ n: number; sum: number; sumsq: number }>;

/** Answers from which on the naive test is looked at, as the method does. */
const LEAST_ANSWERS = 50;

export function placeboRun(stream: Stream, hour: number, metric: StreamMetric): PlaceboRun {
	// Who stands on that day knows no later release.
	const known = { ...stream, releases: stream.releases.filter((release) => release.hour < hour) };
	const cell = streamCell(known, hour, metric);
	const { before, after } = parted(cell);
	const impact = createImpact(before);
	const aDay = 24 / cell.widthHours;
	const recent = before.buckets.slice(-28 * aDay);
	const run: PlaceboRun = { hour, declaredDay: null, naiveDay: null };
	after.forEach((bucket, index) => {
		impact.push(bucket);
		if ((index + 1) % aDay !== 0) return;
		const day = (index + 1) / aDay;
		const since = after.slice(0, index + 1);
		const answers = since.reduce((sum, { n }) => sum + n, 0);
		if (run.naiveDay === null && answers >= LEAST_ANSWERS)
			run.naiveDay = Math.abs(naiveZ(recent, since, cell.kind === 'volume')) > 1.959964 ? day : null;
		// A verdict needs the evidence; without it nothing else need be asked.
		if (run.declaredDay !== null || (impact.history().at(-1) ?? 0) < LINE) return;
		const { verdict } = impact.judge(null, ALONE);
		if (verdict === 'improved' || verdict === 'regressed') run.declaredDay = day;
	});
	return run;
}
