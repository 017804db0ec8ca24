import type { Part } from '#lib/server/store/read-parts.ts';

/** What became of the tables between two lists of their parts. */
export type PartDifferences = Readonly<{
	/** Parts that hold rows which are new or were rewritten; they may hold others too. */
	grown: readonly Part[];
	/** Parts, old or new, from whose months rows went away. */
	shrunk: readonly Part[];
}>;

/** Names a part among those of both tables. */
export const partKey = ({ table, name }: Part): string => `${table} ${name}`;

const monthOf = ({ table, partition }: Part): string => `${table} ${partition}`;

const covers = (outer: Part, inner: Part): boolean =>
	outer.minBlock <= inner.minBlock && inner.maxBlock <= outer.maxBlock;

const byMonth = (parts: readonly Part[]): Map<string, Part[]> => {
	const months = new Map<string, Part[]>();
	for (const part of parts) {
		const month = months.get(monthOf(part));
		if (month) month.push(part);
		else months.set(monthOf(part), [part]);
	}
	return months;
};

/**
 * Compares what is there with what was known. A merge alone is no difference: it holds as many rows as the parts that
 * it replaces, and no later mutation. No clock and no `received_at` takes part in it: a row counts as new when its part
 * is, whenever its INSERT began and whatever it says of itself.
 */
export function partDifferences(known: readonly Part[], found: readonly Part[]): PartDifferences {
	const grown: Part[] = [];
	const shrunk: Part[] = [];
	const knownNames = new Set(known.map(partKey));
	const knownByMonth = byMonth(known);
	for (const part of found) {
		if (knownNames.has(partKey(part))) continue;
		const replaced = (knownByMonth.get(monthOf(part)) ?? []).filter((old) => covers(part, old));
		const rows = replaced.reduce((sum, old) => sum + old.rows, 0);
		const isMutated = part.mutation > Math.max(0, ...replaced.map(({ mutation }) => mutation));
		if (part.rows < rows || (isMutated && (part.hasHoles || replaced.length === 0))) shrunk.push(part);
		if (part.rows > rows || isMutated) grown.push(part);
	}
	const foundByMonth = byMonth(found);
	const foundNames = new Set(found.map(partKey));
	for (const old of known)
		if (!foundNames.has(partKey(old)) && !(foundByMonth.get(monthOf(old)) ?? []).some((part) => covers(part, old)))
			shrunk.push(old);
	return { grown, shrunk };
}
