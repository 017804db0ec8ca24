import type { ImpactCell } from './cell.ts';
import { METHOD } from './method.ts';
import type { Level } from './reading.ts';
import type { BoardPlace, ImpactOutcome } from './verdict.ts';
import { PRE_DAYS } from './gates.ts';
import { levelOf } from './series-reading.ts';

/** What closed since the release: how many buckets, and what was answered in them. */
export type Since = Readonly<{ closed: number; after: Level }>;

/** What is said while there is nothing to estimate an effect from. */
export function nothingYet(
	cell: ImpactCell,
	{ threshold, alpha }: BoardPlace,
	{ closed, after }: Since
): ImpactOutcome {
	const hours = closed * cell.widthHours;
	const days = (cell.releaseAt * cell.widthHours) / 24;
	const tooShort = days < PRE_DAYS.least;
	return {
		verdict: tooShort ? 'not-identifiable' : 'too-early',
		reasons: [
			tooShort
				? { code: 'PRE_TOO_SHORT', values: { days } }
				: { code: 'TOO_FEW', values: { hours, buckets: closed, answers: after.n } }
		],
		path: 'before-after',
		effect: null,
		low: null,
		high: null,
		meaningful: false,
		slight: null,
		fading: false,
		signal: false,
		logEvidence: 0,
		threshold,
		alpha,
		minimumEffect: cell.minimumEffect,
		minimumDetectableEffect: null,
		finalDetectableEffect: null,
		decidableAt: null,
		decidableAs: null,
		established: null,
		onset: { shape: 'step', hours: 0 },
		before: levelOf(cell.buckets.slice(0, cell.releaseAt), cell.kind === 'volume'),
		after,
		paths: { concurrent: null, beforeAfter: null },
		closed,
		method: METHOD.version
	};
}
