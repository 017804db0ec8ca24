import { boardDecisions } from '#lib/stats/impact/board.ts';
import { boardMembers, type WatchedCell } from '#lib/stats/impact/board-members.ts';
import { METHOD } from '#lib/stats/impact/method.ts';
import type { BoardPlace } from '#lib/stats/impact/verdict.ts';
import { HOUR_MS, WINDOW_DAYS } from './analysis-axis.ts';

/** One metric of a release on a board: what the other cells need to know of it. */
export type PlacedCell = Readonly<{
	releasedMs: number;
	/** With the open bucket as it is now. */
	logEvidence: number;
	/** After each closed bucket since the release. */
	history: readonly number[];
	widthHours: number;
	weight: number;
	/** After so many closed buckets it had enough answers; `null`: never, and then it does not count. */
	enoughSince: number | null;
}>;

/** A cell by itself. */
export const ALONE: BoardPlace = { threshold: 1 / METHOD.alpha, alpha: METHOD.alpha, cells: 1 };

const LEAST_LOG = -Math.log(METHOD.alpha);

const windowOf = (releasedMs: number) => ({ fromMs: releasedMs, toMs: releasedMs + WINDOW_DAYS * 24 * HOUR_MS });

const endOf = ({ releasedMs, widthHours }: PlacedCell, buckets: number): number =>
	releasedMs + buckets * widthHours * HOUR_MS;

const watched = (cell: PlacedCell): WatchedCell => ({
	...windowOf(cell.releasedMs),
	enoughSinceMs: cell.enoughSince === null ? null : endOf(cell, cell.enoughSince)
});

/** Log evidence as it was at a moment, from closed buckets alone; 0 before the first. */
function evidenceAt({ history, releasedMs, widthHours }: PlacedCell, ms: number): number {
	const closed = Math.floor((ms - releasedMs) / (widthHours * HOUR_MS));
	return history[Math.min(history.length, closed) - 1] ?? 0;
}

/**
 * Where each cell of one release stands, now and after each of its closed buckets, among all cells whose windows overlap
 * its own and that had enough answers by then.
 * @param cells all of the product's, in an order that does not hang on which release is asked
 * @param releasedMs of the release, whose own cells are the ones in `own`
 */
export function boardPlaces(
	cells: readonly PlacedCell[],
	{ own, releasedMs, nowMs }: { own: ReadonlySet<PlacedCell>; releasedMs: number; nowMs: number }
): Map<PlacedCell, BoardPlace> {
	const window = windowOf(releasedMs);
	const known = cells.map(watched);
	const decide = (ms: number, evidenceOf: (cell: PlacedCell) => number) => {
		const members = boardMembers(known, window, ms).flatMap((index) => cells[index] ?? []);
		const decisions = boardDecisions(members.map((cell) => ({ weight: cell.weight, logEvidence: evidenceOf(cell) })));
		return { cells: members.length, of: new Map(members.map((cell, index) => [cell, decisions[index]])) };
	};
	const isOpen = nowMs < window.toMs;
	const now = decide(nowMs, (cell) => (isOpen ? cell.logEvidence : evidenceAt(cell, window.toMs)));
	const kept = new Map<number, ReturnType<typeof decide>>();
	const past = (ms: number) => {
		const found = kept.get(ms) ?? decide(ms, (cell) => evidenceAt(cell, ms));
		kept.set(ms, found);
		return found;
	};
	const places = new Map<PlacedCell, BoardPlace>();
	for (const cell of own) {
		const decision = now.of.get(cell);
		if (!decision) {
			places.set(cell, ALONE);
			continue;
		}
		// Less evidence than is asked of a cell alone needs no board.
		const thresholds = cell.history.map((evidence, index) =>
			evidence < LEAST_LOG ? ALONE.threshold : (past(endOf(cell, index + 1)).of.get(cell)?.threshold ?? ALONE.threshold)
		);
		places.set(cell, { threshold: decision.threshold, alpha: decision.alpha, cells: now.cells, thresholds });
	}
	return places;
}
