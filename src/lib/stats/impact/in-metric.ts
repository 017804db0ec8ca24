import type { ImpactCell } from './cell.ts';
import type { Ends } from './reading.ts';

/** An effect of the model in the metric's unit: of a volume, a logarithm becomes a ratio − 1. */
export const effectIn = (kind: ImpactCell['kind'], effect: number): number =>
	kind === 'volume' ? Math.expm1(effect) : effect;

export const endsIn = (kind: ImpactCell['kind'], { low, high }: Ends): Ends => ({
	low: low === null ? null : effectIn(kind, low),
	high: high === null ? null : effectIn(kind, high)
});

/** A distance from no effect, upwards, in the metric's unit. */
export const distanceIn = (kind: ImpactCell['kind'], distance: number | null): number | null =>
	distance === null ? null : effectIn(kind, distance);

/** The minimum meaningful effect in the unit of the model. */
export const minimumInModel = ({ kind, minimumEffect }: ImpactCell): number =>
	kind === 'volume' ? Math.log1p(minimumEffect) : minimumEffect;
