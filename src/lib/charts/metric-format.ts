import type { Metric } from '#lib/domain/metric.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/ui/locale.ts';
import {
	count,
	decimal,
	pointDecimals,
	range,
	share,
	shortCount,
	signed,
	volumeChange
} from '#lib/ui/number-format.ts';

/** What decides how a metric's numbers are written. */
export type Unit = Metric['unit'];

const MEAN_DECIMALS = 2;

/** A value as people read it: `1,470`, `75%`, `1.94`, `+32`. */
export function valueText(unit: Unit, value: number, n: number, locale: Locale): string {
	if (unit === 'share') return share(value, n, locale);
	if (unit === 'points') return signed(value, 0, locale);
	if (unit === 'score') return decimal(value, MEAN_DECIMALS, locale);
	if (unit === 'number') return decimal(value, Math.abs(value) < 1000 && !Number.isInteger(value) ? 2 : 0, locale);
	if (unit === 'events per customer') return decimal(value, 1, locale);
	return count(value, locale);
}

/** Both ends of an interval: `1.81–2.06`, `70%–78%`, `−12 to +8`. */
export function intervalText(unit: Unit, ends: { low: number; high: number }, n: number, locale: Locale): string {
	const low = valueText(unit, ends.low, n, locale);
	const high = valueText(unit, ends.high, n, locale);
	return unit === 'points' ? m.format_to({ low, high }, { locale }) : range(low, high);
}

/** On the axis, where the unit is said once and room is short. */
export function axisText(unit: Unit, value: number, locale: Locale): string {
	if (unit === 'share') return `${decimal(value * 100, 0, locale)}%`;
	if (unit === 'points') return signed(value, 0, locale);
	return Number.isInteger(value) ? shortCount(value, locale) : decimal(value, 1, locale);
}

/** A difference with its interval, in the metric's own unit; ratios for volumes. */
export type Difference = Readonly<{ estimate: number; low: number; high: number }>;

/** `+41 points`, `+0.09`, `−30%`, with the ends written alike. */
export function differenceText(
	unit: Unit,
	difference: Difference,
	locale: Locale
): { estimate: string; low: string; high: string } {
	const { estimate, low, high } = difference;
	if (unit === 'share' || unit === 'points') {
		const factor = unit === 'share' ? 100 : 1;
		const decimals = pointDecimals(((high - low) / 2) * factor);
		const points = (value: number) => signed(value * factor, decimals, locale);
		const words = unit === 'share' ? m.format_points : m.format_nps_points;
		return { estimate: words({ value: points(estimate) }, { locale }), low: points(low), high: points(high) };
	}
	if (unit === 'count' || unit === 'customers') {
		const change = (ratio: number) => volumeChange(ratio, locale);
		return { estimate: change(estimate), low: change(low), high: change(high) };
	}
	const mean = (value: number) => signed(value, MEAN_DECIMALS, locale);
	return { estimate: mean(estimate), low: mean(low), high: mean(high) };
}
