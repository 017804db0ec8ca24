/** `count` seeds from the first one on. */
export const seedsFrom = (first: number, count: number): number[] =>
	Array.from({ length: count }, (_, at) => first + at);

/** Share of the runs for which something holds. */
export const shareOf = <Run>(runs: readonly Run[], holds: (run: Run) => boolean): number =>
	runs.filter(holds).length / runs.length;

/** The middle value; those that never came count as later than all others. `null` when that is the middle. */
export function medianOf(values: readonly (number | null)[]): number | null {
	const sorted = values.map((value) => value ?? Infinity).toSorted((a, b) => a - b);
	const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? Infinity;
	return Number.isFinite(middle) ? middle : null;
}
