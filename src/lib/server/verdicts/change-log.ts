import type { Change } from '#lib/server/changes/create-changes.ts';

/** What changed in a product's rows, in order, so that whoever read them before can see what came since. */
export type ChangeLog = Readonly<{
	add: (change: Change) => void;
	/** The place after everything that was added. */
	end: () => number;
	/** What was added since a place; `null` when it is forgotten. */
	since: (place: number) => readonly Change[] | null;
}>;

const MOST = 5_000;

export function createChangeLog(): ChangeLog {
	let first = 0;
	let kept: Change[] = [];
	return {
		add: (change) => {
			kept.push(change);
			if (kept.length <= 2 * MOST) return;
			first += kept.length - MOST;
			kept = kept.slice(-MOST);
		},
		end: () => first + kept.length,
		since: (place) => (place < first ? null : kept.slice(place - first))
	};
}
