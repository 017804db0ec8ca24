import type { Estimate, Sums } from '#lib/server/store/metric-spec.ts';

/** An estimate that is not made anew for sums that the answer before had too. */
export type KnownEstimates = Readonly<{
	of: (sums: Sums) => Estimate;
	/** For the next answer: knows what this one had. */
	next: () => KnownEstimates;
}>;

export function knownEstimates(
	estimate: (sums: Sums) => Estimate,
	before: ReadonlyMap<string, Estimate> = new Map()
): KnownEstimates {
	const known = new Map<string, Estimate>();
	return {
		of: (sums) => {
			const key = `${sums.n} ${sums.total} ${sums.squares}`;
			const found = known.get(key) ?? before.get(key) ?? estimate(sums);
			known.set(key, found);
			return found;
		},
		next: () => knownEstimates(estimate, known)
	};
}
