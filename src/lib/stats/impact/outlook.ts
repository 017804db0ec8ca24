import type { ImpactCell } from './cell.ts';
import { distanceIn, minimumInModel } from './in-metric.ts';
import type { Reading } from './reading.ts';
import { WINDOW_HOURS } from './series-design.ts';
import { detectableEffect } from './series-reading.ts';

/** How much longer, if the effect stays as it is and last week's answers repeat. Buckets count closed ones since the release. */
export type Outlook = Readonly<{
	decidableAt: number | null;
	decidableAs: 'effect' | 'no-meaningful-change' | null;
	minimumDetectableEffect: number | null;
	finalDetectableEffect: number | null;
}>;

const STEP_HOURS = 6;

/** Hours after the release before "no meaningful change" may be said. */
export const SETTLED_HOURS = { instant: 24, gradual: 7 * 24 } as const;

/** When the interval will be narrow enough, and the smallest effect that would be seen by then and by now. */
export function outlook(cell: ImpactCell, reading: Reading, closed: number, alpha: number): Outlook {
	const { kind, widthHours, rollout } = cell;
	const least = minimumInModel(cell);
	const size = Math.abs(reading.effect);
	const now = closed * widthHours;
	const step = Math.max(STEP_HOURS, widthHours);
	const first = (isDecided: (hours: number) => boolean): number | null => {
		for (let hours = Math.floor(now / step) * step + step; hours <= WINDOW_HOURS; hours += step)
			if (isDecided(hours)) return hours;
		return null;
	};
	const within = (hours: number, level: number, most: number): boolean => {
		const { radius } = reading.project(hours, level);
		return radius !== null && radius <= most;
	};
	const effect = first((hours) => within(hours, alpha, size));
	const equal =
		size < least ? first((hours) => hours >= SETTLED_HOURS[rollout] && within(hours, 2 * alpha, least - size)) : null;
	const isEffect = effect !== null && (equal === null || effect <= equal);
	const hours = isEffect ? effect : equal;
	return {
		decidableAt: hours === null ? null : Math.ceil(hours / widthHours),
		decidableAs: hours === null ? null : isEffect ? 'effect' : 'no-meaningful-change',
		minimumDetectableEffect: distanceIn(kind, detectableEffect(reading.project(now, alpha))),
		finalDetectableEffect: distanceIn(kind, detectableEffect(reading.project(WINDOW_HOURS, alpha)))
	};
}
