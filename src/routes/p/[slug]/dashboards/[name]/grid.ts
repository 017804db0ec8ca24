import { COLUMNS, type Place } from '#lib/domain/panel.ts';

const overlap = (one: Place, other: Place): boolean =>
	one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

const inReadingOrder = (one: Place, other: Place): number => one.y - other.y || one.x - other.x;

/**
 * The panels in reading order, none over another: whoever comes later moves down as far as it has to. `first` keeps its
 * place whatever lies there.
 */
export function settled<Panel extends Place>(panels: readonly Panel[], first: string | null = null): Panel[] {
	const order = [...panels].sort(
		(one, other) => Number(other.id === first) - Number(one.id === first) || inReadingOrder(one, other)
	);
	const placed: Panel[] = [];
	for (const panel of order) {
		let { y } = panel;
		for (;;) {
			const blocking = placed.filter((one) => overlap(one, { ...panel, y }));
			if (blocking.length === 0) break;
			y = Math.max(...blocking.map((one) => one.y + one.h));
		}
		placed.push({ ...panel, y });
	}
	return placed.sort(inReadingOrder);
}

const TALLEST = 40;
const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** One panel at another place or size, kept inside of the grid; those in its way make room. */
export function moved<Panel extends Place>(
	panels: readonly Panel[],
	id: string,
	to: Partial<Pick<Place, 'x' | 'y' | 'w' | 'h'>>
): Panel[] {
	const next = panels.map((panel) => {
		if (panel.id !== id) return panel;
		const w = within(to.w ?? panel.w, 1, COLUMNS - (to.w === undefined ? 0 : panel.x));
		const h = within(to.h ?? panel.h, 1, TALLEST);
		return { ...panel, w, h, x: within(to.x ?? panel.x, 0, COLUMNS - w), y: Math.max(0, to.y ?? panel.y) };
	});
	return settled(next, id);
}

/** Below everything. */
export const nextRow = (panels: readonly Place[]): number => Math.max(0, ...panels.map(({ y, h }) => y + h));

/** Empty rows closed up, so that what was taken away leaves no hole. */
export function closedUp<Panel extends Place>(panels: readonly Panel[]): Panel[] {
	const rows = nextRow(panels);
	const isEmpty = Array.from({ length: rows }, (_, row) => !panels.some(({ y, h }) => y <= row && row < y + h));
	return panels.map((panel) => ({ ...panel, y: panel.y - isEmpty.slice(0, panel.y).filter(Boolean).length }));
}
