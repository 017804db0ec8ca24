import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import type { ImpactCharts, ImpactOutcome } from '#lib/stats/impact/verdict.ts';
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
		/** What the page of the release draws; made when it is asked for. */
		charts: () => ImpactCharts;
	}> | null;
	/** Whether there is a method, but not one answer. */
	isEmpty: boolean;
}>;

/** What is said of each metric of a release, among all the cells of the product. */
export function judgeRelease(
	{ metrics, release }: ReleaseQuestion,
	{ cells, placed }: StandingRelease,
	{ all, nowMs }: { all: readonly PlacedCell[]; nowMs: number }
): JudgedMetric[] {
	const places = boardPlaces(all, { own: new Set(placed.values()), releasedMs: Date.parse(release.at), nowMs });
	return metrics.map((metric) => {
		const followed = cells?.get(metric.name);
		if (!followed?.impact) return { metric, judged: null, isEmpty: followed !== undefined };
		const { impact, read: cell } = followed;
		const mine = placed.get(metric.name);
		const place = (mine && places.get(mine)) ?? ALONE;
		const outcome = impact.judge(cell.open, place);
		return { metric, judged: { outcome, cell, charts: () => impact.charts(place) }, isEmpty: false };
	});
}
