import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MetricWeight, ProductMetric } from '#lib/domain/metric-settings.ts';
import type { ListedPromise } from '#lib/domain/promise.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Topic } from '#lib/domain/topic.ts';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import type { Impact } from '#lib/stats/impact/impact.ts';
import type { ImpactCharts, ImpactOutcome } from '#lib/stats/impact/verdict.ts';
import { ALONE, boardPlaces } from './board-places.ts';
import { cellMetric } from './cell-metric.ts';
import { readCell, type ReleaseCell } from './read-cell.ts';
import type { ReleaseReader } from './release-reader.ts';

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

export type ReleaseQuestion = Readonly<{
	release: Release;
	releases: readonly Release[];
	metrics: readonly ProductMetric[];
	/** What the release is held to; `null`: everything is exploratory. */
	promise: ListedPromise | null;
	topics: readonly Topic[];
	zone: string;
	nowMs: number;
}>;

/** How much of the allowed error each kind of metric may use up. */
const WEIGHTS: Readonly<Record<MetricWeight, number>> = { primary: 2, guardrail: 1, other: 0.5 };

/** What a metric is on this release's board: the promise says it where there is one. */
const roleOf = ({ name, weight }: ProductMetric, promise: ListedPromise | null): MetricWeight =>
	promise === null
		? weight
		: promise.outcome === name
			? 'primary'
			: promise.guardrails.includes(name)
				? 'guardrail'
				: 'other';

const minimumEffect = ({ name, minimumMeaningfulEffect }: ProductMetric, promise: ListedPromise | null): number =>
	(promise?.outcome === name ? promise.margin : null) ?? minimumMeaningfulEffect;

type Fitted = Readonly<{ metric: ProductMetric; cell: ReleaseCell; impact: Impact }>;

const hasAnswers = ({ cell, open }: ReleaseCell): boolean =>
	cell.buckets.some(({ n }) => n > 0) || (open !== null && open.n > 0);

/** Every metric of a release as the rows are now: a cold fit each, and then their board. */
export async function judgeRelease(reader: ReleaseReader, question: ReleaseQuestion): Promise<JudgedMetric[]> {
	const { metrics, promise, ...rest } = question;
	const fitted = new Map<string, Fitted>();
	const empty = new Set<string>();
	for (const metric of metrics) {
		const method = cellMetric(metric.name);
		if (!method) continue;
		const minimum = minimumEffect(metric, promise);
		const cell = await readCell(reader, { ...rest, metric, cellMetric: method, minimumEffect: minimum });
		if (!hasAnswers(cell)) empty.add(metric.name);
		else fitted.set(metric.name, { metric, cell, impact: createImpact(cell.cell) });
		// A fit takes a tenth of a second: others may want something meanwhile.
		await nextTurn();
	}
	const cells = [...fitted.values()];
	const places = boardPlaces(
		cells.map(({ metric, cell, impact }) => ({
			logEvidence: impact.peek(cell.open),
			history: impact.history(),
			widthHours: cell.axis.widthHours,
			weight: WEIGHTS[roleOf(metric, promise)],
			isMember: !impact.judge(cell.open, ALONE).reasons.some(({ code }) => code === 'TOO_FEW')
		}))
	);
	const outcomes = new Map(
		cells.map(({ metric, cell, impact }, index) => {
			const place = places[index] ?? ALONE;
			return [metric.name, { cell, outcome: impact.judge(cell.open, place), charts: () => impact.charts(place) }];
		})
	);
	return metrics.map((metric) => ({
		metric,
		judged: outcomes.get(metric.name) ?? null,
		isEmpty: empty.has(metric.name)
	}));
}
