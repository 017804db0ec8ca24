import { withMonthInDigits } from './named-month.ts';
import { workbookWallMs } from './workbook-times.ts';

/** Which of two numbers before a year is the day. */
export type DayOrder = 'day-month' | 'month-day';

/** How a column's cells become instants. */
export type TimePlan = Readonly<{
	dayOrder: DayOrder | null;
	/** From wall time to the instant. */
	clock: (wallMs: number) => number;
}>;

/** A wall time is given as the milliseconds it would have in UTC: which instant it is depends on the zone. */
export type WrittenTime = Readonly<{ instantMs: number }> | Readonly<{ wallMs: number; isDateOnly: boolean }>;

/** Hours to zone, everything after hours optional: `T20:48`, ` 20:48:04.123Z`, ` 8.48 PM`, ` 20:48:04 +0800`. */
const CLOCK =
	'(?:(?:[T ]|, ?) *(\\d{1,2})[:.](\\d{2})(?:[:.](\\d{2})(?:[.,](\\d{1,9}))?)?(?: ?([AP])\\.?M\\.?)?(?: ?(Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?)?';

const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${CLOCK}$`, 'i');
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})${CLOCK}$`, 'i');

/** Days since 1900 as spreadsheets leave them behind, from 1927 to 2173. */
const SPREADSHEET_DAYS = /^[1-9]\d{4}(?:\.\d+)?$/;
const EPOCH_SECONDS = /^\d{9,10}(?:\.\d{1,9})?$/;
const EPOCH_MILLISECONDS = /^\d{12,13}$/;

const LETTERS = /\p{L}{3}/u;

/** 2018年09月04日 20时48分 as 2018-09-04 20:48. */
const withAsciiMarks = (text: string): string =>
	text
		.replace(/(?:星期|周|礼拜)[一二三四五六日天]/, ' ')
		.replace(/(上午|下午)\s*(\d.*)$/, (_, half: string, clock: string) => `${clock} ${half === '上午' ? 'AM' : 'PM'}`)
		.replaceAll(/[年月]/g, '-')
		.replace(/日\s*/, ' ')
		.replaceAll(/[时時：]/g, ':')
		.replace(/分(?=\d)/, ':')
		.replace(/[分秒](?= |$)/, '')
		.replaceAll(/ +/g, ' ')
		.trim();

function hourOf(written: string, half: string | undefined): number {
	const hour = Number(written);
	if (half === undefined) return hour;
	if (hour < 1 || hour > 12) return NaN;
	return (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}

function offsetMs(zone: string): number {
	if (!/\d/.test(zone)) return 0;
	const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
	return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The date's part of the milliseconds; `null` for the 30th of February. */
function dateMs(year: number, month: number, day: number): number | null {
	const date = new Date(Date.UTC(year, month - 1, day));
	return month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

function timeOn(date: number | null, clock: readonly (string | undefined)[]): WrittenTime | null {
	if (date === null) return null;
	const [writtenHour, minute, second = '0', fraction = '', half, zone] = clock;
	if (writtenHour === undefined || minute === undefined) return { wallMs: date, isDateOnly: true };
	const hour = hourOf(writtenHour, half);
	if (!(hour <= 23 && Number(minute) <= 59 && Number(second) <= 59)) return null;
	const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
	const wallMs = date + ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds;
	return zone === undefined ? { wallMs, isDateOnly: false } : { instantMs: wallMs - offsetMs(zone) };
}

function spreadsheetTime(days: number): WrittenTime | null {
	const wallMs = workbookWallMs(days, false);
	return wallMs === null ? null : { wallMs, isDateOnly: Number.isInteger(days) };
}

function withDigits(cell: string): string {
	if (cell.includes('年')) return withAsciiMarks(cell);
	// Beyond that it is a text, in which no one looks for a date.
	return cell.length <= 60 && LETTERS.test(cell) ? (withMonthInDigits(cell) ?? cell) : cell;
}

/** Whether a cell counts days as spreadsheets do. */
export const isSpreadsheetDay = (cell: string): boolean => SPREADSHEET_DAYS.test(cell);

/**
 * The time in a cell: RFC 3339 and its many relatives, epoch seconds or milliseconds, a date alone, 年月日, a
 * month in letters, a spreadsheet's days, or a date that ends with the year, which needs `order` (without one it is `null`).
 * @returns `null` when it is none of these, or no date of the calendar
 */
export function writtenTime(cell: string, order: DayOrder | null): WrittenTime | null {
	if (EPOCH_MILLISECONDS.test(cell)) return { instantMs: Number(cell) };
	if (EPOCH_SECONDS.test(cell)) return { instantMs: Math.floor(Number(cell) * 1000) };
	if (SPREADSHEET_DAYS.test(cell)) return spreadsheetTime(Number(cell));
	const text = withDigits(cell);
	const yearFirst = YEAR_FIRST.exec(text);
	if (yearFirst) {
		const [, year, , month, day, ...clock] = yearFirst;
		return timeOn(dateMs(Number(year), Number(month), Number(day)), clock);
	}
	const yearLast = order && YEAR_LAST.exec(text);
	if (!yearLast) return null;
	const [, first, , second, year, ...clock] = yearLast;
	const [day, month] = order === 'day-month' ? [first, second] : [second, first];
	return timeOn(dateMs(Number(year), Number(month), Number(day)), clock);
}

/** The order of day and month that a cell proves: `null` when it has no such question, `unclear` when both would do. */
export function provenDayOrder(cell: string): DayOrder | 'unclear' | null {
	const [, first, mark, second] = YEAR_LAST.exec(cell) ?? [];
	if (first === undefined) return null;
	// Dots stand in dates of countries that begin with the day.
	if (Number(first) > 12 || mark === '.') return 'day-month';
	return Number(second) > 12 ? 'month-day' : 'unclear';
}
