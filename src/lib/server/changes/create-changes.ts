import type { TimeRange } from '#lib/domain/time-range.ts';

/** "Product P changed, from..to": what a committed batch says, and all that the live hub needs to know. */
export type Change = Readonly<{
	product: number;
	table: 'feedback' | 'events';
	/** Covers every row of the batch. */
	range: TimeRange;
}>;

export type Changes = Readonly<{
	publish: (change: Change) => void;
	/** Returns the function that ends the subscription. */
	subscribe: (listener: (change: Change) => void) => () => void;
}>;

/** Tells every listener of this process about every committed batch. */
export function createChanges(): Changes {
	const listeners = new Set<(change: Change) => void>();
	return {
		publish: (change) => {
			for (const listener of listeners) listener(change);
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}
