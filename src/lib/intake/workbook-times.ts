/** What a number's format says that it is. */
export type TimeFormat = 'number' | 'date' | 'time';

const DAY_MS = 86_400_000;

/** Day 0 of a workbook that counts from 1900, which believes that 1900 was a leap year: true from March 1900 on. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1462;

/** Days that a number may be, 1900 to 9999. */
const MOST_DAYS = 2_958_465;

const isBuiltInDate = (id: number): boolean =>
	(id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58);
const isBuiltInTime = (id: number): boolean =>
	(id >= 18 && id <= 22) || (id >= 32 && id <= 36) || (id >= 45 && id <= 47);

/** A number's format, by its number or, of an own one, by its code. @see ECMA-376 part 1, 18.8.30 */
export function timeFormat(id: number, code: string | undefined): TimeFormat {
	if (code === undefined) return isBuiltInDate(id) ? 'date' : isBuiltInTime(id) ? 'time' : 'number';
	// Texts in quotes, escaped characters, colours and currencies hold letters too.
	const bare = code.replaceAll(/"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
	if (/^general$/i.test(bare.trim())) return 'number';
	if (/[hs]/i.test(bare)) return 'time';
	return /[ymd]/i.test(bare) ? 'date' : 'number';
}

/** A workbook's day as wall time, to the second; `null` when no date is meant. */
export function workbookWallMs(days: number, from1904: boolean): number | null {
	const counted = from1904 ? days + DAYS_TO_1904 : days;
	if (!(counted >= 1 && counted < MOST_DAYS)) return null;
	// Fractions of days are never exact; no one writes reviews to the millisecond.
	return DAY_ZERO_MS + Math.round((counted * DAY_MS) / 1000) * 1000;
}

/** The cell's text as a CSV would have it: `2018-09-04`, or `2018-09-04 20:48:04` where the format has a clock or the number one. */
export function workbookTimeText(days: number, format: TimeFormat, from1904: boolean): string | null {
	const wallMs = workbookWallMs(days, from1904);
	if (wallMs === null) return null;
	const text = new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ');
	return format === 'date' && wallMs % DAY_MS === 0 ? text.slice(0, 10) : text;
}
