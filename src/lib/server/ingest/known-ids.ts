import type { RecentIds } from './recent-ids.ts';
import type { LaneRow, Submission } from './create-lane.ts';

/** Looks ids of one product up in the store, back to seven days or for ever. */
export type ReadKnownIds = (question: {
	product: number;
	ids: readonly string[];
	window: 'recent' | 'ever';
}) => Promise<Set<string>>;

/**
 * Which ids of the group the store has, as `product:id`. Without `recentIds` every id is looked up, else those that
 * may have come in lately.
 */
export async function knownIds<Row extends LaneRow>(
	group: readonly Submission<Row>[],
	{ readKnownIds, recentIds }: { readKnownIds: ReadKnownIds; recentIds: RecentIds | null }
): Promise<Set<string>> {
	const asked = new Map<string, { product: number; window: 'recent' | 'ever'; ids: Set<string> }>();
	for (const { product, window, rows } of group)
		for (const { id, ownId } of rows) {
			if (!ownId || (window === 'recent' && recentIds !== null && !recentIds.mayHave(product, id))) continue;
			const key = `${product}:${window}`;
			const entry = asked.get(key) ?? { product, window, ids: new Set<string>() };
			entry.ids.add(id);
			asked.set(key, entry);
		}
	const found = await Promise.all(
		[...asked.values()].map(async ({ product, window, ids }) =>
			[...(await readKnownIds({ product, window, ids: [...ids] }))].map((id) => `${product}:${id}`)
		)
	);
	return new Set(found.flat());
}
