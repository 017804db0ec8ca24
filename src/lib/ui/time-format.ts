import type { Locale } from './locale.ts';
import { zonedTime } from './zoned-time.ts';

/** Fixed here, as Intl's short September differs between versions. */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = {
	en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
	'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
} as const;

/** Where and in which language a time is told: the product's zone, never the browser's. */
export type TimeStyle = Readonly<{ zone: string; locale: Locale }>;

const two = (value: number): string => String(value).padStart(2, '0');

/** `4 Sep`, `9月4日`. */
export function dayMonth(ms: number, { zone, locale }: TimeStyle): string {
	const { month, day } = zonedTime(ms, zone);
	return locale === 'zh-CN' ? `${month}月${day}日` : `${day} ${MONTHS[month - 1] ?? ''}`;
}

/** `4 Sep 2018`, `2018年9月4日`. */
export function dayMonthYear(ms: number, style: TimeStyle): string {
	const { year } = zonedTime(ms, style.zone);
	return style.locale === 'zh-CN' ? `${year}年${dayMonth(ms, style)}` : `${dayMonth(ms, style)} ${year}`;
}

/** `Sep 2018`, `2018年9月`. */
export function monthYear(ms: number, { zone, locale }: TimeStyle): string {
	const { year, month } = zonedTime(ms, zone);
	return locale === 'zh-CN' ? `${year}年${month}月` : `${MONTHS[month - 1] ?? ''} ${year}`;
}

/** `Sep`, `9月`. */
export function monthOnly(ms: number, { zone, locale }: TimeStyle): string {
	const { month } = zonedTime(ms, zone);
	return locale === 'zh-CN' ? `${month}月` : (MONTHS[month - 1] ?? '');
}

/** `Tue`, `周二`. */
export const weekday = (ms: number, { zone, locale }: TimeStyle): string =>
	WEEKDAYS[locale][zonedTime(ms, zone).weekday] ?? '';

/** `Mon` to `Sun`. */
export const weekdays = (locale: Locale): string[] => [...WEEKDAYS[locale].slice(1), WEEKDAYS[locale][0]];

/** `07:18`. */
export function clock(ms: number, { zone }: TimeStyle): string {
	const { hour, minute } = zonedTime(ms, zone);
	return `${two(hour)}:${two(minute)}`;
}

/** `07:18:09`. No zone differs from another by seconds. */
export const clockSeconds = (ms: number, style: TimeStyle): string =>
	`${clock(ms, style)}:${two(Math.floor(ms / 1000) % 60)}`;

/** `26 Sep 2018, 07:18`, `2018年9月26日 07:18`. */
export const moment = (ms: number, style: TimeStyle): string =>
	`${dayMonthYear(ms, style)}${style.locale === 'zh-CN' ? ' ' : ', '}${clock(ms, style)}`;

/** Whole days from one to the other, the last one included: `1 Aug – 26 Sep 2018`; a single day is named once. */
export function daySpan(fromMs: number, toMs: number, style: TimeStyle): string {
	const lastMs = Math.max(fromMs, toMs - 1);
	const first = dayMonthYear(fromMs, style);
	const last = dayMonthYear(lastMs, style);
	if (first === last) return first;
	const sameYear = zonedTime(fromMs, style.zone).year === zonedTime(lastMs, style.zone).year;
	if (!sameYear) return `${first} – ${last}`;
	return style.locale === 'zh-CN'
		? `${first} – ${dayMonth(lastMs, style)}`
		: `${dayMonth(fromMs, style)} – ${dayMonthYear(lastMs, style)}`;
}
