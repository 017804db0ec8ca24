import type { EffectKind } from './effect-format.ts';
import { knownEffect } from './known-effect.ts';

/** Half the width of a column's scale, in the units in which effects are drawn; none lies in its middle. */
export type EffectScale = Readonly<{ reach: number; isLog: boolean }>;

type Drawn = Readonly<{ effect: number | null; low: number | null; high: number | null; minimumEffect: number }>;

/** The interval with the widest ends would leave the others as dots; beyond this many strips an end is cut. */
const MOST_STRIPS = 40;
/** Of a volume: a factor of three hundred either way. */
const MOST_LOG = Math.log(300);

/** A volume's ratio − 1 as its logarithm, so that half and double lie equally far; 1/1000 at least. */
const drawnAt = (value: number, isLog: boolean): number => (isLog ? Math.log(Math.max(0.001, 1 + value)) : value);

/** One scale for all that is compared, symmetric around none and wide enough for the widest of them. */
export function effectScale(kind: EffectKind, drawn: readonly Drawn[]): EffectScale {
	const isLog = kind === 'volume';
	const known = drawn.flatMap((one) => knownEffect(one) ?? []);
	const ends = known.flatMap(({ effect, low, high }) => [effect, low, high]).filter((value) => value !== null);
	const strip = Math.max(...drawn.map(({ minimumEffect }) => Math.abs(drawnAt(minimumEffect, isLog))), 1e-9);
	const widest = Math.max(...ends.map((value) => Math.abs(drawnAt(value, isLog))), 2 * strip);
	return { reach: Math.min(widest, isLog ? MOST_LOG : MOST_STRIPS * strip) * 1.05, isLog };
}

/** Where a value stands, in percent of the width; cut at the edges. */
export function effectPlace(value: number, { reach, isLog }: EffectScale): number {
	const place = 50 + (drawnAt(value, isLog) / reach) * 50;
	return Math.min(100, Math.max(0, place));
}
