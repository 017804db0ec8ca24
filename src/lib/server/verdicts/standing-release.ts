import type { ProductMetric } from '#lib/domain/metric-settings.ts';
import { HOUR_MS, WINDOW_DAYS } from './analysis-axis.ts';
import type { PlacedCell } from './board-places.ts';
import { cellMetric } from './cell-metric.ts';
import type { ChangeLog } from './change-log.ts';
import type { Fitter } from './create-fitter.ts';
import { followCell, type FollowedCell } from './follow-cell.ts';
import { boardWeight, definitionOf, minimumEffectOf, type ReleaseQuestion } from './release-question.ts';
import type { ReleaseReader } from './release-reader.ts';

/** A release as it stands between two looks. */
export type StandingRelease = Readonly<{
	/** Of everything but the rows. */
	definition: string;
	/** By metric; `null` where only its place on boards was kept. */
	cells: ReadonlyMap<string, FollowedCell> | null;
	placed: ReadonlyMap<string, PlacedCell>;
	/** Up to where rows were closed; what came before it since makes it wrong. */
	closedUntilMs: number;
	/** When the next bucket closes by the clock alone. */
	nextCloseMs: number;
	/** Place in the log of changes. */
	place: number;
	lookedAtMs: number;
	/** A fit has to wait. */
	waits: boolean;
}>;

/** A product without new rows falls silent at some moment. */
export const CLOCK_MS = 60_000;

export const windowEndMs = (at: string): number => Date.parse(at) + WINDOW_DAYS * 24 * HOUR_MS;

/** Whether nothing happened that could change what is said of a release. */
export function isCurrent(
	standing: StandingRelease,
	question: ReleaseQuestion,
	{ log, nowMs, needsCells }: { log: ChangeLog; nowMs: number; needsCells: boolean }
): boolean {
	if (standing.definition !== definitionOf(question) || standing.waits) return false;
	if (needsCells && !standing.cells) return false;
	const changes = log.since(standing.place);
	if (changes === null) return false;
	const endMs = windowEndMs(question.release.at);
	// Of a history in parts, a later part closes buckets of a window that was long over.
	if (standing.nextCloseMs > endMs) return changes.every(({ range }) => range.fromMs >= standing.closedUntilMs);
	if (standing.lookedAtMs >= endMs) return changes.length === 0;
	return changes.length === 0 && nowMs < Math.min(standing.nextCloseMs, standing.lookedAtMs + CLOCK_MS);
}

type Options = Readonly<{
	reader: ReleaseReader;
	fitter: Fitter;
	/** Fits of higher rank come first; by itself the newest release's. */
	rank?: number;
	log: ChangeLog;
	nowMs: number;
	monotonic: () => number;
}>;

/** Whether the thread it was fitted in is gone. */
export const isLost = ({ cells }: StandingRelease): boolean =>
	[...(cells?.values() ?? [])].some(({ fit }) => fit?.cell.isLost());

/** Lets go of what stands in the fitter's thread. */
export const forgetCells = (cells: Iterable<FollowedCell> | undefined): void => {
	for (const { fit } of cells ?? []) fit?.cell.forget();
};

const closedUntil = ({ read: { axis } }: FollowedCell): number =>
	axis.range.fromMs + (axis.releaseAt + axis.closed) * axis.widthMs;

/** Every metric of a release as the rows are now. `cells` are those that stood before, and are brought up to date. */
export async function standRelease(
	{ reader, fitter, rank, log, nowMs, monotonic }: Options,
	question: ReleaseQuestion,
	cells: Map<string, FollowedCell>
): Promise<StandingRelease> {
	const place = log.end();
	const { metrics, promise, ...rest } = question;
	const releasedMs = Date.parse(question.release.at);
	const following: { metric: ProductMetric; cell: Promise<FollowedCell> }[] = [];
	for (const metric of metrics) {
		const method = cellMetric(metric.name, metric.definition);
		if (!method) continue;
		const minimumEffect = minimumEffectOf(metric, promise);
		const asked = { ...rest, metric, cellMetric: method, minimumEffect, nowMs };
		const how = { reader, fitter, rank: rank ?? releasedMs, log, place, monotonic };
		// The next one is read while this one is fitted.
		following.push({ metric, ...(await followCell(how, asked, cells.get(metric.name))) });
	}
	const placed = new Map<string, PlacedCell>();
	for (const { metric, cell: coming } of following) {
		const cell = await coming;
		cells.set(metric.name, cell);
		if (!cell.fit) continue;
		placed.set(metric.name, {
			releasedMs,
			...cell.fit.standing,
			widthHours: cell.read.axis.widthHours,
			weight: boardWeight(metric, promise)
		});
	}
	const all = [...cells.values()];
	return {
		definition: definitionOf(question),
		...{ cells, placed, place, lookedAtMs: nowMs },
		closedUntilMs: Math.max(...all.map(closedUntil)),
		nextCloseMs: Math.min(...all.map((cell) => closedUntil(cell) + cell.read.axis.widthMs)),
		waits: all.some(({ isLate }) => isLate)
	};
}
