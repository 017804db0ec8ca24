import type { Ends } from './reading.ts';
import type { VerdictName } from './verdict.ts';

/** What a verdict is read from once every gate has passed. Ends are in the metric's unit. */
export type Decision = Readonly<{
	/** Interval at the level of the claim. */
	claim: Ends;
	/** Intervals at twice that level (two one-sided tests): of the leading shape, and of a step at the release. */
	equivalence: readonly Ends[];
	minimumEffect: number;
	direction: 'higher' | 'lower';
	/** Selected by the board. */
	selected: boolean;
	/** Old enough for "no meaningful change". */
	settled: boolean;
}>;

const isBeyond = ({ low, high }: Ends, least: number): 1 | -1 | null =>
	low !== null && low > least ? 1 : high !== null && high < -least ? -1 : null;

/** Whether the interval lies inside ± `most`. */
const isInside = ({ low, high }: Ends, most: number): boolean =>
	low !== null && high !== null && low > -most && high < most;

export type Decided = Readonly<{
	verdict: Extract<VerdictName, 'improved' | 'regressed' | 'no-meaningful-change'> | null;
	meaningful: boolean;
	slight: 'improvement' | 'regression' | null;
}>;

/** "No meaningful change" first, then a direction; `verdict` is `null` where neither can be said. */
export function decide(decision: Decision): Decided {
	const { claim, equivalence, minimumEffect, direction, selected, settled } = decision;
	const side = isBeyond(claim, 0);
	const isBetter = side === (direction === 'higher' ? 1 : -1);
	if (settled && equivalence.every((ends) => isInside(ends, minimumEffect)))
		return {
			verdict: 'no-meaningful-change',
			meaningful: false,
			slight: side === null ? null : isBetter ? 'improvement' : 'regression'
		};
	if (side === null || !selected) return { verdict: null, meaningful: false, slight: null };
	return {
		verdict: isBetter ? 'improved' : 'regressed',
		meaningful: isBeyond(claim, minimumEffect) !== null,
		slight: null
	};
}
