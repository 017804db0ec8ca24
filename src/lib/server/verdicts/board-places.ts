import { boardDecisions } from '#lib/stats/impact/board.ts';
import { METHOD } from '#lib/stats/impact/method.ts';
import type { BoardPlace } from '#lib/stats/impact/verdict.ts';

/** One metric of a release on its board. */
export type PlacedCell = Readonly<{
	/** With the open bucket as it is now. */
	logEvidence: number;
	/** After each closed bucket since the release. */
	history: readonly number[];
	widthHours: number;
	weight: number;
	/** Whether it ever had enough answers: only then it counts. */
	isMember: boolean;
}>;

/** A cell by itself. */
export const ALONE: BoardPlace = { threshold: 1 / METHOD.alpha, alpha: METHOD.alpha, cells: 1 };

/** Log evidence so many hours after the release, from closed buckets alone; 0 before the first. */
const evidenceAt = ({ history, widthHours }: PlacedCell, hours: number): number =>
	history[Math.min(history.length, Math.floor(hours / widthHours)) - 1] ?? 0;

/** Where each cell stands among the members, now and after each of its closed buckets; in their order. */
export function boardPlaces(cells: readonly PlacedCell[]): BoardPlace[] {
	const members = cells.filter(({ isMember }) => isMember);
	const now = boardDecisions(members);
	const kept = new Map<number, ReturnType<typeof boardDecisions>>();
	const decisionsAt = (hours: number) => {
		const known =
			kept.get(hours) ??
			boardDecisions(members.map((cell) => ({ weight: cell.weight, logEvidence: evidenceAt(cell, hours) })));
		kept.set(hours, known);
		return known;
	};
	return cells.map((cell) => {
		const place = members.indexOf(cell);
		const decision = now[place];
		if (!decision) return ALONE;
		const thresholds = cell.history.map(
			(_, index) => decisionsAt((index + 1) * cell.widthHours)[place]?.threshold ?? decision.threshold
		);
		return { threshold: decision.threshold, alpha: decision.alpha, cells: members.length, thresholds };
	});
}
