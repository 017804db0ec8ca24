/**
 * The largest p-value that may still be called a discovery, so that of all discoveries at most `rate` are false on
 * average; `null` when none may.
 * @see Benjamini & Hochberg (1995), JRSS-B 57:289-300
 */
export function discoveryLimit(pValues: readonly number[], rate: number): number | null {
	const sorted = [...pValues].sort((one, other) => one - other);
	const last = sorted.findLastIndex((pValue, index) => pValue <= (rate * (index + 1)) / sorted.length);
	return sorted[last] ?? null;
}
