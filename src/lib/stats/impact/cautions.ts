import type { ImpactCell } from './cell.ts';
import type { Onset } from './verdict.ts';
import type { Reason } from './reason.ts';
import type { AnswersPerDay } from './selection.ts';

/** A change that begins this long after the release is said to. */
const LATE_HOURS = 72;
/** Change of the number of answers that is mentioned where nothing is known of who answered. */
const VOLUME_CHANGED = 0.5;

/** What must be said of the leading shape beside a verdict that stands. */
export function onsetCautions({ shape, hours }: Onset): Reason[] {
	return [
		...(shape === 'burst' ? [{ code: 'SHORT_LIVED', values: { hours } } as const] : []),
		...(hours >= LATE_HOURS ? [{ code: 'LATE_ONSET', values: { days: hours / 24 } } as const] : [])
	];
}

/** What must be said where the number of answers changed and no segments tell whose they are. */
export function volumeCaution(cell: ImpactCell, answers: AnswersPerDay | null): Reason[] {
	if (cell.kind === 'volume' || (cell.segments ?? []).length > 0 || !answers || answers.all.before === 0) return [];
	const change = answers.all.after / answers.all.before - 1;
	return Math.abs(change) > VOLUME_CHANGED ? [{ code: 'VOLUME_CHANGED', values: { change } }] : [];
}
