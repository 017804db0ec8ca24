import { freshPieces, type LaneEntry } from './lane-entry.ts';

/** Ids by product. */
export type IdsByProduct = Map<number, Set<string>>;

/** What of a request is new. */
export type FreshRows = Readonly<{
	entry: LaneEntry;
	pieces: readonly Buffer[];
	/** The senders' own ids among the new rows. */
	ids: readonly string[];
	duplicates: number;
}>;

/**
 * Each request's rows without those that are `known` or stood in a request, or a row, before them: the first one stays.
 * The ids met are added to `known`.
 */
export function freshRows(group: readonly LaneEntry[], known: IdsByProduct): FreshRows[] {
	return group.map((entry) => {
		const met = known.get(entry.product) ?? new Set<string>();
		known.set(entry.product, met);
		const duplicates = new Set<number>();
		const ids: string[] = [];
		entry.ids.forEach((id, index) => {
			if (id === '') return;
			if (met.has(id)) duplicates.add(index);
			else ids.push(id);
			met.add(id);
		});
		const isFresh = (index: number) => !duplicates.has(index);
		const pieces = duplicates.size === 0 ? [entry.encoded.bytes] : freshPieces(entry, isFresh);
		return { entry, pieces, ids, duplicates: duplicates.size };
	});
}
