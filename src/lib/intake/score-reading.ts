import { SCALES, isScale, type Scale } from '#lib/domain/scale.ts';

/**
 * How a column's scores become scores of a scale. `rounded`: to whole ones, halves up. `spread`: from `from`, evenly,
 * onto the scale's own range.
 */
export type ScoreReading =
	| Readonly<{ scale: Scale; how: 'whole' }>
	| Readonly<{ scale: Scale; how: 'rounded' }>
	| Readonly<{ scale: Scale; how: 'spread'; from: Readonly<{ low: number; high: number }> }>;

const SPREAD = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$/;

/** A reading as it is kept: `stars`, `stars:rounded`, `csat:-1..1`. @returns `null` when the text is none */
export function scoreReading(text: string): ScoreReading | null {
	const [name = '', how] = text.trim().toLowerCase().split(':');
	if (!isScale(name)) return null;
	if (how === undefined) return { scale: name, how: 'whole' };
	if (how === 'rounded') return { scale: name, how };
	const [, low, high] = SPREAD.exec(how) ?? [];
	if (low === undefined || high === undefined || Number(low) >= Number(high)) return null;
	return { scale: name, how: 'spread', from: { low: Number(low), high: Number(high) } };
}

/** The text that `scoreReading` takes. */
export function scoreReadingText(reading: ScoreReading): string {
	if (reading.how === 'whole') return reading.scale;
	if (reading.how === 'rounded') return `${reading.scale}:rounded`;
	return `${reading.scale}:${reading.from.low}..${reading.from.high}`;
}

/** 3.5 becomes 4 and −0.5 becomes 0: as `Math.round` has it. */
const roundedHalfUp = (score: number): number => Math.round(score);

/** The score on the reading's scale; the server's own check meets what lies outside. */
export function scoreRead(score: number, reading: ScoreReading): number {
	if (reading.how === 'whole') return score;
	if (reading.how === 'rounded') return roundedHalfUp(score);
	const { low, high } = reading.from;
	const { min, max } = SCALES[reading.scale];
	return roundedHalfUp(min + ((score - low) / (high - low)) * (max - min));
}
