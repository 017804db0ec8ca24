import type { Effect } from './effect-format.ts';

type Said = Readonly<{ effect: number | null; low: number | null; high: number | null }>;

/** The effect with its interval; `null` where nothing is estimated, or no end is in sight: a bare estimate says nothing. */
export const knownEffect = ({ effect, low, high }: Said): Effect | null =>
	effect === null || (low === null && high === null) ? null : { effect, low, high };
