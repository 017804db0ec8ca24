import type { Figures } from './figures.ts';

const WEEK_MS = 7 * 86_400_000;
/** What arrives while someone watches, counted back from the newest row. */
const ARRIVING_MS = 6 * WEEK_MS;

const newestMs = ({ rows }: Pick<Figures, 'rows'>): number => rows.at(-1)?.atMs ?? 0;

/** How far the figures move so that the newest lies within the week before `nowMs`: by whole weeks, which keep weekdays. */
export const shiftMs = (figures: Pick<Figures, 'rows'>, nowMs: number): number =>
	Math.floor((nowMs - newestMs(figures)) / WEEK_MS) * WEEK_MS;

/** The place of the first row that is not there from the start. */
export function firstArriving(figures: Pick<Figures, 'rows'>): number {
	const fromMs = newestMs(figures) - ARRIVING_MS;
	return figures.rows.findIndex(({ atMs }) => atMs > fromMs);
}
