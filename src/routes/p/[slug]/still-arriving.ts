import type { ReadView } from './read-view.ts';

/** What of a sample comes while somebody watches are its last six weeks. */
const ARRIVING_MS = 42 * 86_400_000;

type Sample = Readonly<{ progress: Readonly<{ caughtUp: boolean }> | null }>;

/** Whether rows of the range are still to come, so that it would look smaller than the one before. */
export const isStillArriving = ({ toMs, nowMs }: Pick<ReadView, 'toMs' | 'nowMs'>, sample: Sample | null): boolean =>
	sample?.progress?.caughtUp === false && toMs > nowMs - ARRIVING_MS;
