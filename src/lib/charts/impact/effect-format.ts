import { metricNamed, type Metric } from '#lib/domain/metric.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import { count, decimal, pointDecimals, signed } from '#lib/ui/number-format.ts';

/** How an effect is written: in stars, percentage points, points of NPS, the scale's own steps, or as a factor. */
export type EffectKind = 'stars' | 'points' | 'nps' | 'mean' | 'volume';

/** An effect in its metric's own unit (shares 0…1, volumes as ratio − 1) with its interval; an end may be unknown. */
export type Effect = Readonly<{ effect: number; low: number | null; high: number | null }>;

/** An effect as text: `+0.32 stars`, and its ends without the unit, `null` where there is none. */
export type EffectTexts = Readonly<{
	estimate: string;
	/** Without its unit, for what is written large. */
	figure: string;
	/** `−0.61 to +1.51`. */
	ends: string | null;
	/** As `ends`, with the unit: `−0.61 to +1.51 stars`. */
	interval: string | null;
}>;

/** From ±50 % on, a volume is told by what it was multiplied with. */
const FACTOR_FROM = 0.5;

export function effectKind(metric: string, unit: Metric['unit']): EffectKind {
	if (unit === 'share') return 'points';
	if (unit === 'points') return 'nps';
	if (unit === 'count' || unit === 'customers') return 'volume';
	return metricNamed(metric)?.scale === 'stars' ? 'stars' : 'mean';
}

/** `×9.0`, `×0.33`, `×111`: two digits, or as many as a whole number has. */
export function factorText(ratio: number, locale: Locale): string {
	const decimals = ratio < 0.995 ? 2 : ratio < 9.95 ? 1 : 0;
	return `×${decimal(ratio, decimals, locale)}`;
}

/** Words around a number of the kind; `count` decides between one and many. */
function withUnit(kind: EffectKind, shown: string, locale: Locale): string {
	const counted = { count: /^[+−]?1$/.test(shown) ? 1 : 2, shown };
	if (kind === 'stars') return m.impact_stars(counted, { locale });
	if (kind === 'points') return m.impact_points(counted, { locale });
	if (kind === 'nps') return m.impact_nps(counted, { locale });
	return shown;
}

/** Decimals with which an effect of this kind is written beside an interval of this half width. */
function decimalsOf(kind: EffectKind, halfWidth: number): number {
	return kind === 'points' || kind === 'nps' ? pointDecimals(halfWidth) : 2;
}

const scaled = (kind: EffectKind, value: number): number => (kind === 'points' ? value * 100 : value);

const isFactor = (values: readonly (number | null)[]): boolean =>
	values.some((value) => value !== null && (value >= FACTOR_FROM || value <= -FACTOR_FROM));

/** Ends without a unit: all as factors as soon as one of them is far from none. */
export function effectTexts(kind: EffectKind, { effect, low, high }: Effect, locale: Locale): EffectTexts {
	const decimals =
		low === null || high === null ? decimalsOf(kind, 0) : decimalsOf(kind, scaled(kind, (high - low) / 2));
	const asFactors = isFactor([effect, low, high]);
	const write = (value: number): string => {
		if (kind !== 'volume') return signed(scaled(kind, value), decimals, locale);
		return asFactors ? factorText(1 + value, locale) : `${signed(value * 100, 0, locale)}%`;
	};
	const figure = write(effect);
	const ends = low === null || high === null ? null : m.format_to({ low: write(low), high: write(high) }, { locale });
	return {
		estimate: withUnit(kind, figure, locale),
		figure,
		ends,
		interval: ends === null ? null : withUnit(kind, ends, locale)
	};
}

/** The unit's word alone, for beside a large number; '' where the number says it. */
export function unitWord(kind: EffectKind, locale: Locale): string {
	return withUnit(kind, '', locale).trim();
}

/** A size without a sign: `0.7 stars`, `41 points`, `12%`, `×2.3`; two digits, as a size to compare with. */
export function sizeText(kind: EffectKind, value: number, locale: Locale): string {
	const size = Math.abs(scaled(kind, value));
	if (kind === 'volume') return isFactor([value]) ? factorText(1 + value, locale) : `${count(size * 100, locale)}%`;
	const decimals = size >= 9.95 ? 0 : size >= 0.995 || kind === 'points' || kind === 'nps' ? 1 : 2;
	const text = decimal(size, decimals, locale)
		.replace(/([.,]\d*?)0+$/, '$1')
		.replace(/[.,]$/, '');
	return withUnit(kind, text, locale);
}
