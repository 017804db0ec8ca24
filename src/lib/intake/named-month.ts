import { monthNumber } from './month-names.ts';

const YEAR = '(\\d{4})';
const DAY = '(\\d{1,2})(?:st|nd|rd|th|\\.|º)?';
const MONTH = '(\\p{L}{3,12})\\.?';
const WEEKDAY = '(?:\\p{L}{2,12}\\.?,? +)?';
/** `de` stands between in Spanish and Portuguese. */
const GAP = '(?: +(?:de +)?|[-/, ]+)';
const REST = '(.*)';

const MONTH_FIRST = new RegExp(`^${WEEKDAY}${MONTH}${GAP}${DAY},?${GAP}${YEAR}${REST}$`, 'iu');
const DAY_FIRST = new RegExp(`^${WEEKDAY}${DAY}${GAP}${MONTH}${GAP}${YEAR}${REST}$`, 'iu');
const YEAR_FIRST = new RegExp(`^${YEAR}${GAP}${MONTH}${GAP}${DAY}${REST}$`, 'iu');
/** `Tue Feb 24 11:35:00 -0800 2015` and what a shell's `date` prints. */
const YEAR_LAST = new RegExp(
	`^${WEEKDAY}${MONTH} +${DAY} +(\\d{1,2}:\\d{2}(?::\\d{2})?)((?: +[A-Z+-][\\w:+-]*)?) +${YEAR}$`,
	'iu'
);

const padded = (text: string): string => text.padStart(2, '0');

function written(year: string, name: string, day: string, rest: string): string | null {
	const month = monthNumber(name);
	// What follows a date may be a clock, with or without a word between.
	const clock = rest.replace(/^,? *(?:at|um|à|a las|alle|às|om) +/i, ' ').replace(/^[, ]+/, ' ');
	return month === null ? null : `${year}-${padded(String(month))}-${padded(day)}${clock}`;
}

/** A date with its month in letters as one in digits, what follows it unchanged: `November 18 2016` is `2016-11-18`. `null` when it is none. */
export function withMonthInDigits(text: string): string | null {
	const monthFirst = MONTH_FIRST.exec(text);
	if (monthFirst) return written(monthFirst[3] ?? '', monthFirst[1] ?? '', monthFirst[2] ?? '', monthFirst[4] ?? '');
	const dayFirst = DAY_FIRST.exec(text);
	if (dayFirst) return written(dayFirst[3] ?? '', dayFirst[2] ?? '', dayFirst[1] ?? '', dayFirst[4] ?? '');
	const yearFirst = YEAR_FIRST.exec(text);
	if (yearFirst) return written(yearFirst[1] ?? '', yearFirst[2] ?? '', yearFirst[3] ?? '', yearFirst[4] ?? '');
	const last = YEAR_LAST.exec(text);
	return last && written(last[5] ?? '', last[1] ?? '', last[2] ?? '', ` ${last[3] ?? ''}${last[4] ?? ''}`);
}
