import type { Bucket, BucketWidth } from '#lib/domain/question.ts';
import { addDays, nextMonth } from '#lib/ui/zoned-time.ts';

/** One bucket as a chart needs it. `ahead` lies after what is known, `open` contains the watermark. */
export type Point = Readonly<{
	startMs: number;
	endMs: number;
	n: number;
	value: number | null;
	low: number | null;
	high: number | null;
	state: 'closed' | 'open' | 'ahead';
	approximate: boolean;
}>;

/** A grain that has edges; `all` is one number, not a chart. */
export type Grain = Exclude<BucketWidth, 'all'>;

const STEP_MS = { minute: 60_000, hour: 3_600_000 } as const;

/**
 * Where a bucket ends that starts at `startMs`, on the product's calendar. All ends but the last are the next start;
 * the server's own arithmetic would bring a calendar of all zones into the browser for that one.
 */
export function bucketEnd(startMs: number, grain: Grain, zone: string): number {
	if (grain === 'minute' || grain === 'hour') return startMs + STEP_MS[grain];
	if (grain === 'month') return nextMonth(startMs, zone);
	return addDays(startMs, grain === 'week' ? 7 : 1, zone);
}

/** In time order, without gaps, as the answer lists them. */
export function pointsOf(
	buckets: readonly Bucket[],
	{ grain, zone, watermarkMs }: { grain: Grain; zone: string; watermarkMs: number }
): Point[] {
	const starts = buckets.map((bucket) => Date.parse(bucket.start));
	return buckets.map(({ n, value, low, high, approximate }, index) => {
		const startMs = starts[index] ?? 0;
		const endMs = starts[index + 1] ?? bucketEnd(startMs, grain, zone);
		const state = startMs >= watermarkMs ? 'ahead' : endMs > watermarkMs ? 'open' : 'closed';
		return { startMs, endMs, n, value, low, high, state, approximate: approximate === true };
	});
}

export const midMs = ({ startMs, endMs }: Pick<Point, 'startMs' | 'endMs'>): number => (startMs + endMs) / 2;

/** A rate of fewer answers than this is a dot without a line: it would be drawn as if it meant something. */
const FEWEST_FOR_A_LINE = 3;

/** The points between which a line may run: runs of buckets in a row, each with enough answers. */
export function lineRuns(points: readonly Point[]): Point[][] {
	const runs: Point[][] = [];
	let run: Point[] = [];
	for (const point of points) {
		if (point.value !== null && point.state !== 'ahead' && point.n >= FEWEST_FOR_A_LINE) {
			if (run.length === 0) runs.push(run);
			run.push(point);
		} else run = [];
	}
	return runs;
}

/** Points with a value but too few answers to be joined with others. */
export const lonePoints = (points: readonly Point[]): Point[] =>
	points.filter(({ n, value, state }) => value !== null && state !== 'ahead' && n < FEWEST_FOR_A_LINE);
