import type { Locale } from './locale.ts';

/** U+2212: as wide as a plus, and never taken for a hyphen. */
const MINUS = '−';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = `${locale} ${JSON.stringify(options)}`;
	const known = formats.get(key);
	if (known) return known;
	const format = new Intl.NumberFormat(locale, options);
	formats.set(key, format);
	return format;
}

/** With this many decimals: `1.94`, `−0.30`, `1,470`. */
export function decimal(value: number, decimals: number, locale: Locale): string {
	const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
	return formatOf(locale, { ...digits, signDisplay: 'negative' })
		.format(value)
		.replace('-', MINUS);
}

/** As `decimal`, with a sign unless it rounds to zero: `+0.09`, `−8.0`, `0.0`. */
export function signed(value: number, decimals: number, locale: Locale): string {
	const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
	return formatOf(locale, { ...digits, signDisplay: 'exceptZero' })
		.format(value)
		.replace('-', MINUS);
}

/** Whole: `1,470`. */
export const count = (value: number, locale: Locale): string => decimal(value, 0, locale);

/** For an axis, where there is little room: `1,500`, `20K`, `1.5M`; `2万` in Chinese. */
export function shortCount(value: number, locale: Locale): string {
	if (Math.abs(value) < 10_000) return count(value, locale);
	return formatOf(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value).replace('-', MINUS);
}

/** A share in [0, 1] as percent; a tenth is shown only where 1,000 answers stand behind it. */
export const share = (value: number, n: number, locale: Locale): string =>
	`${decimal(value * 100, n >= 1000 ? 1 : 0, locale)}%`;

/** Decimals for a difference in points: a tenth says nothing beside an interval wider than ±10. */
export const pointDecimals = (halfWidth: number): number => (halfWidth < 10 ? 1 : 0);

/** What a volume became: `×9.0` from ±50 % on, else `+12%`; `ratio` is after divided by before. */
export function volumeChange(ratio: number, locale: Locale): string {
	if (ratio >= 1.5 || ratio <= 0.5) return `×${decimal(ratio, ratio < 0.095 ? 2 : 1, locale)}`;
	return `${signed((ratio - 1) * 100, 0, locale)}%`;
}

/** Two ends that carry no sign: an en dash. */
export const range = (low: string, high: string): string => `${low}–${high}`;
