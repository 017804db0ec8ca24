import { requireCount } from './interval.ts';

/** How often a term is said on each side of a moment, and how often it might have been. */
export type SaidCount = Readonly<{ before: number; after: number }>;

/** What is believed of a term before looking at either side. */
export type SaidPrior = Readonly<{
	/** How many answers the belief is worth. */
	weight: number;
	/** The term's share in the background. */
	share: number;
}>;

/** `shift`: log-odds after less log-odds before; `z` is in standard errors. */
export type LogOddsShift = Readonly<{ shift: number; standardError: number; z: number }>;

/**
 * How far the log-odds of a term moved, with an informative Dirichlet prior that pulls what is rarely said towards no
 * movement. An answer says a term or it does not, so a term's share can be large and both terms of the variance are
 * kept, as in equation 19; the usual abbreviation, equation 20, drops the second.
 * @throws RangeError when a count exceeds its total, or the prior is not positive with a share inside (0, 1)
 * @see Monroe, Colaresi & Quinn (2008), Political Analysis 16:372-403, section 3.5
 */
export function logOddsShift(said: SaidCount, totals: SaidCount, { weight, share }: SaidPrior): LogOddsShift {
	for (const side of ['before', 'after'] as const) {
		requireCount(side, said[side]);
		requireCount(`all ${side}`, totals[side]);
		if (said[side] > totals[side]) throw new RangeError(`${side}: ${said[side]} of ${totals[side]}`);
	}
	if (!(weight > 0 && share > 0 && share < 1)) throw new RangeError(`no prior: ${share} of ${weight}`);
	const side = (hits: number, total: number) => {
		const yes = hits + weight * share;
		const no = total - hits + weight * (1 - share);
		return { logOdds: Math.log(yes / no), variance: 1 / yes + 1 / no };
	};
	const before = side(said.before, totals.before);
	const after = side(said.after, totals.after);
	const shift = after.logOdds - before.logOdds;
	const standardError = Math.sqrt(before.variance + after.variance);
	return { shift, standardError, z: shift / standardError };
}
