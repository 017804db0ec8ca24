import type { Release } from '#lib/domain/release.ts';
import type { ScoreCount } from '#lib/server/store/read-respondents.ts';
import type { ConcurrentBucket, ConcurrentCell } from '#lib/stats/impact/concurrent-cell.ts';
import type { AnalysisAxis } from './analysis-axis.ts';
import type { CellMetric } from './cell-metric.ts';
import type { ReleaseReader } from './release-reader.ts';

const MINUTE_MS = 60_000;
/** Widths of a bucket, in minutes, from the one preferred; each divides the widest. */
const WIDTHS = [5, 10, 15, 30, 60, 120, 240, 720, 1440] as const;

type Question = Readonly<{ release: Release; cellMetric: CellMetric }>;
type Counts = { old: number[]; new: number[] };

/** How often each value was given by the old versions and by the new one; answers without a version are of neither. */
function countValues(counts: readonly ScoreCount[], { release, cellMetric }: Question, length: number): Counts[] {
	const none = () => cellMetric.values.map(() => 0);
	const buckets = Array.from({ length }, (): Counts => ({ old: none(), new: none() }));
	for (const count of counts) {
		const worth = cellMetric.worth(count);
		const bucket = buckets[count.bucket];
		if (worth === null || !bucket || count.version === '') continue;
		const side = count.version === release.version ? bucket.new : bucket.old;
		const place = cellMetric.values.indexOf(worth);
		side[place] = (side[place] ?? 0) + count.n;
	}
	return buckets;
}

const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

/** Whether the middle bucket has answers of both. */
function isFilled(buckets: readonly Counts[]): boolean {
	const filled = buckets.filter((bucket) => total(bucket.old) > 0 && total(bucket.new) > 0).length;
	return filled * 2 > buckets.length;
}

/** The share that was planned at a moment: that of the last stage begun, of the first one before it. */
const plannedAt = (stages: Release['stages'], ms: number): number => {
	const steps = stages.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
	return (steps.findLast(({ at }) => Date.parse(at) <= ms) ?? steps[0])?.share ?? 0;
};

/**
 * The planned share of the new version among all who answered, each counted by the stage of the time; `null` without
 * stages, and once everybody shall have it: those who are late to update would break any plan.
 */
function plannedShare({ at, stages }: Release, buckets: readonly Counts[], widthMs: number): number | null {
	let [planned, all] = [0, 0];
	for (const [index, bucket] of buckets.entries()) {
		const share = plannedAt(stages, Date.parse(at) + index * widthMs);
		if (share <= 0 || share >= 1) return null;
		const n = total(bucket.old) + total(bucket.new);
		planned += share * n;
		all += n;
	}
	return all > 0 ? planned / all : null;
}

/**
 * Old and new version side by side since the release, in the narrowest buckets of which most have both; `null` unless
 * who got the new one was left to chance or to people themselves, or where no bucket has both. Where people choose one
 * after another, as in an app store, versions compare people and only times can be compared: `null`, too.
 */
export async function readConcurrent(
	reader: ReleaseReader,
	question: Question,
	axis: AnalysisAxis
): Promise<ConcurrentCell | null> {
	const { release, cellMetric } = question;
	const { assignment, rollout } = release;
	if (assignment === 'everyone' || (assignment === 'self-selected' && rollout === 'gradual')) return null;
	const fromMs = Date.parse(release.at);
	let best: { widthMinutes: number; buckets: Counts[] } | null = null;
	for (const widthMinutes of WIDTHS) {
		const widthMs = widthMinutes * MINUTE_MS;
		const length = Math.floor((axis.closed * axis.widthMs) / widthMs);
		if (length === 0) break;
		const range = { fromMs, toMs: fromMs + length * widthMs };
		const buckets = countValues(
			await reader.counts('respondents', { range, widthMs, where: cellMetric.where }),
			question,
			length
		);
		best = { widthMinutes, buckets };
		if (isFilled(buckets)) break;
	}
	if (!best) return null;
	const planned = assignment === 'random' ? plannedShare(release, best.buckets, best.widthMinutes * MINUTE_MS) : null;
	const buckets = best.buckets.map((bucket): ConcurrentBucket => ({
		old: { counts: bucket.old },
		new: { counts: bucket.new }
	}));
	return {
		...{ widthMinutes: best.widthMinutes, assignment, scores: cellMetric.values, releaseAt: 0, buckets },
		...(planned !== null && { plannedShare: planned })
	};
}
