import type { ImpactCell } from './cell.ts';
import type { Onset } from './verdict.ts';

/** One shape that the change may have, by when it begins and whether it fades, and the weight of its evidence. */
export type Shape = Onset & Readonly<{ weight: number }>;

const DAY = 24;

/** Hours after which a burst has lost all but 1/e. */
const BURST_HOURS = 96;

const LATER: readonly (readonly [days: number, weight: number])[] = [
	[0, 0.4],
	[1, 0.1],
	[2, 0.1],
	[3, 0.08],
	[5, 0.06],
	[7, 0.06]
];

/**
 * Shapes that are looked for. A gradual roll-out may begin to bite up to seven days after its date, and what it stirs up
 * may pass; the weights sum to 1, so the largest of weight × evidence is itself evidence.
 */
export const SHAPES: Readonly<Record<ImpactCell['rollout'], readonly Shape[]>> = {
	instant: [{ shape: 'step', hours: 0, weight: 1 }],
	gradual: [
		...LATER.map(([days, weight]) => ({ shape: 'step', hours: days * DAY, weight }) as const),
		...[0, 1, 2, 3].map((days) => ({ shape: 'burst', hours: days * DAY, weight: 0.05 }) as const)
	]
};

/** Value of each shape's column in the bucket that begins `hours` after the release. */
export function shapeValues(shapes: readonly Shape[], hours: number, widthHours: number): Float64Array {
	return Float64Array.from(shapes, ({ shape, hours: onset }) => {
		// Buckets as wide as a day or narrower never straddle an onset.
		const age = hours - onset;
		if (age < 0) return 0;
		return shape === 'step' ? 1 : Math.exp(-(age + widthHours / 2) / BURST_HOURS);
	});
}

/** Steps before the release that the timing gate sets against it: one for each of the 14 days. */
export const EARLIER_DAYS = Array.from({ length: 14 }, (_, index) => index + 1);

/** Value of each earlier step's column in the bucket that begins `hours` after the release (before it: negative). */
export const earlierValues = (hours: number): Float64Array =>
	Float64Array.from(EARLIER_DAYS, (days) => (hours >= -days * DAY ? 1 : 0));
