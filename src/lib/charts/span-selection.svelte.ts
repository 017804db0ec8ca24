/** The buckets that are being marked on one chart, from where it began to where it is now. */
export class SpanSelection {
	#anchor: number | null = $state(null);
	#head: number | null = $state(null);

	/** In time order; `null` while nothing is marked. */
	get ends(): { first: number; last: number } | null {
		if (this.#anchor === null || this.#head === null) return null;
		return { first: Math.min(this.#anchor, this.#head), last: Math.max(this.#anchor, this.#head) };
	}

	/** Marks from where it began, which is `from` when nothing is marked yet. */
	extend(from: number, to: number): void {
		this.#anchor ??= from;
		this.#head = to;
	}

	clear(): void {
		this.#anchor = null;
		this.#head = null;
	}
}
