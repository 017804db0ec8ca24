/** When a release × metric was watched, and when it first had enough closed buckets and answers to be judged. */
export type WatchedCell = Readonly<{
	/** Half-open: from the release to the end of its monitoring. */
	fromMs: number;
	toMs: number;
	/** `null` while it never had enough. */
	enoughSinceMs: number | null;
}>;

/**
 * The cells that share a board with a release watched over `window`: those watched at the same time for any moment, and
 * that had enough answers by the end of that window, or by now while it runs. What comes later cannot change the board.
 * @returns indices into `cells`, in order
 */
export function boardMembers(
	cells: readonly WatchedCell[],
	window: Readonly<{ fromMs: number; toMs: number }>,
	nowMs: number
): number[] {
	const asOfMs = Math.min(window.toMs, nowMs);
	return cells.flatMap(({ fromMs, toMs, enoughSinceMs }, index) =>
		fromMs < asOfMs && toMs > window.fromMs && enoughSinceMs !== null && enoughSinceMs <= asOfMs ? [index] : []
	);
}
