import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { BoardPlace, ImpactOutcome } from '#lib/stats/impact/verdict.ts';
import type { AnalysisAxis } from './analysis-axis.ts';
import { ALONE, boardPlaces, type PlacedCell } from './board-places.ts';
import type { ReleaseQuestion } from './release-question.ts';
import type { StandingRelease } from './standing-release.ts';

/** One metric of a release; `judged` is `null` where the method has nothing to look at. */
export type JudgedMetric = Readonly<{
	metric: ProductMetric;
	judged: Readonly<{
		outcome: ImpactOutcome;
		/** Of the buckets it was judged by. */
		axis: AnalysisAxis;
		/** Where it stands on the board. */
		place: BoardPlace;
	}> | null;
	/** Whether there is a method, but not one answer. */
	isEmpty: boolean;
}>;

/** What is said of each metric of a release, among all the cells of the product. */
export async function judgeRelease(
	{ metrics, release }: ReleaseQuestion,
	{ cells, placed }: StandingRelease,
	{ all, nowMs }: { all: readonly PlacedCell[]; nowMs: number }
): Promise<JudgedMetric[]> {
	const places = boardPlaces(all, { own: new Set(placed.values()), releasedMs: Date.parse(release.at), nowMs });
	const judging = metrics.map(async (metric): Promise<JudgedMetric> => {
		const followed = cells?.get(metric.name);
		if (!followed?.fit) return { metric, judged: null, isEmpty: followed !== undefined };
		const { fit, read } = followed;
		const mine = placed.get(metric.name);
		const place = (mine && places.get(mine)) ?? ALONE;
		const outcome = await fit.cell.judge(read.open, place);
		return { metric, judged: { outcome, axis: read.axis, place }, isEmpty: false };
	});
	return Promise.all(judging);
}
