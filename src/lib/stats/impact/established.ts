import type { ImpactCell } from './cell.ts';
import type { Judged } from './tracked-series.ts';
import type { BoardPlace, Established } from './verdict.ts';

/** The first closed bucket at which every gate was passed and the evidence was what the board then asked. */
export function firstEstablished(
	judged: readonly Judged[],
	{ direction }: ImpactCell,
	{ threshold, thresholds }: BoardPlace,
	alpha: number
): Established | null {
	for (const [index, { logEvidence, clear, direction: side }] of judged.entries()) {
		const asked = Math.max(thresholds?.[index] ?? threshold, 1 / alpha);
		if (!clear || logEvidence < Math.log(asked)) continue;
		const isBetter = side > 0 === (direction === 'higher');
		return { bucket: index + 1, verdict: isBetter ? 'improved' : 'regressed', logEvidence, threshold: asked };
	}
	return null;
}
