import type { IdsByProduct } from './fresh-rows.ts';
import type { LaneEntry } from './lane-entry.ts';
import type { RecentIds } from './recent-ids.ts';

/** Looks ids of one product up in the store, back to seven days or for ever. */
export type ReadKnownIds = (question: {
	product: number;
	ids: readonly string[];
	window: 'recent' | 'ever';
}) => Promise<Set<string>>;

/**
 * Which ids of the group the store has. Without `recentIds` every id is looked up, else those that may have come in
 * lately.
 */
export async function knownIds(
	group: readonly LaneEntry[],
	{ readKnownIds, recentIds }: { readKnownIds: ReadKnownIds; recentIds: RecentIds | null }
): Promise<IdsByProduct> {
	const asked = new Map<string, { product: number; window: 'recent' | 'ever'; ids: Set<string> }>();
	for (const { product, window, ids } of group)
		for (const id of ids) {
			if (id === '' || (window === 'recent' && recentIds !== null && !recentIds.mayHave(product, id))) continue;
			const key = `${product}:${window}`;
			const entry = asked.get(key) ?? { product, window, ids: new Set<string>() };
			entry.ids.add(id);
			asked.set(key, entry);
		}
	const known: IdsByProduct = new Map();
	await Promise.all(
		[...asked.values()].map(async ({ product, window, ids }) => {
			const found = await readKnownIds({ product, window, ids: [...ids] });
			known.set(product, new Set([...(known.get(product) ?? []), ...found]));
		})
	);
	return known;
}
