import type { DashboardContent } from '#lib/domain/dashboard.ts';
import type { Panel } from '#lib/domain/panel.ts';
import { nextRow, settled } from './grid.ts';

/** What one side did to a panel. */
export type PanelChange = Readonly<{ id: string; what: 'added' | 'changed' | 'removed'; panel: Panel }>;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const withId = (panels: readonly Panel[], id: string): Panel | undefined => panels.find((panel) => panel.id === id);

/** Which panels differ between two states, in the order of the newer one, removed ones last. */
export function panelChanges(from: readonly Panel[], to: readonly Panel[]): PanelChange[] {
	const kept = to.flatMap((panel): PanelChange[] => {
		const before = withId(from, panel.id);
		if (!before) return [{ id: panel.id, what: 'added', panel }];
		return isSame(before, panel) ? [] : [{ id: panel.id, what: 'changed', panel }];
	});
	const gone = from.filter(({ id }) => !withId(to, id));
	return [...kept, ...gone.map((panel): PanelChange => ({ id: panel.id, what: 'removed', panel }))];
}

const onlyPlace = (one: Panel, other: Panel): boolean =>
	isSame({ ...one, x: 0, y: 0, w: 1, h: 1 }, { ...other, x: 0, y: 0, w: 1, h: 1 });

function freeId(id: string, panels: readonly Panel[]): string {
	for (let number = 2; ; number++) {
		const candidate = `${id.slice(0, 58)}-${number}`;
		if (!withId(panels, candidate)) return candidate;
	}
}

/**
 * Both sides' work on the same base: what only one side changed is as that side has it; a panel that both changed stays
 * as they have it, and mine is added below as a panel of its own. Removed wins over untouched, never over changed.
 */
export function combined(base: DashboardContent, mine: DashboardContent, theirs: DashboardContent): DashboardContent {
	const mineChanges = new Map(panelChanges(base.panels, mine.panels).map((change) => [change.id, change]));
	const theirChanges = new Map(panelChanges(base.panels, theirs.panels).map((change) => [change.id, change]));
	const result: Panel[] = [];
	const copies: Panel[] = [];
	for (const panel of theirs.panels) {
		const own = mineChanges.get(panel.id);
		const their = theirChanges.get(panel.id);
		if (!own) result.push(panel);
		else if (own.what === 'removed') {
			if (their) result.push(panel);
		} else if (!their || onlyPlace(panel, own.panel) || isSame(panel, own.panel)) result.push(own.panel);
		else {
			result.push(panel);
			copies.push(own.panel);
		}
	}
	for (const { id, what, panel } of mineChanges.values())
		if (what !== 'removed' && !withId(theirs.panels, id)) result.push(panel);
	for (const copy of copies) result.push({ ...copy, id: freeId(copy.id, result), y: nextRow(result), x: 0 });
	const pick = <Part>(of: (content: DashboardContent) => Part): Part =>
		isSame(of(mine), of(base)) ? of(theirs) : of(mine);
	return {
		title: pick(({ title }) => title),
		panels: settled(result),
		variables: pick(({ variables }) => variables)
	};
}
