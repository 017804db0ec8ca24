import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { BoardPlace, ImpactOutcome } from '#lib/stats/impact/verdict.ts';
import { ALONE, boardPlaces, type PlacedCell } from './board-places.ts';
import type { ReleaseCell } from './read-cell.ts';
import type { ReleaseQuestion } from './release-question.ts';
import type { StandingRelease } from './standing-release.ts';

/** One metric of a release; `judged` is `null` where the method has nothing to look at. */
export type JudgedMetric = Readonly<{
	metric: ProductMetric;
	judged: Readonly<{
		outcome: ImpactOutcome;
		cell: ReleaseCell;
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
		const { fit, read: cell } = followed;
		const mine = placed.get(metric.name);
		const place = (mine && places.get(mine)) ?? ALONE;
		return { metric, judged: { outcome: await fit.cell.judge(cell.open, place), cell, place }, isEmpty: false };
	});
	return Promise.all(judging);
}
