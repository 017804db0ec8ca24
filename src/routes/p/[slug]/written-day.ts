/** A day, a month or a year as somebody wrote it; `null` for what was left out. */
export type WrittenDay = Readonly<{ year: number | null; month: number | null; day: number | null }>;

const MONTHS = [
	...['january', 'february', 'march', 'april', 'may', 'june'],
	...['july', 'august', 'september', 'october', 'november', 'december']
];

/** From three letters on: `Mar`, `Sept`, `March`. */
function monthNamed(name: string): number | null {
	const index = name.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(name));
	return index === -1 ? null : index + 1;
}

/** Each with the groups `year`, `month` (a number), `name` (of a month) and `day`, where it has them. */
const FORMS = [
	/^(?<year>\d{4})[-/.](?<month>\d{1,2})(?:[-/.](?<day>\d{1,2}))?$/,
	/^(?<year>(?:19|20|21)\d{2})年?$/,
	/^(?:(?<year>\d{4})年\s*)?(?<month>\d{1,2})月(?:\s*(?<day>\d{1,2})[日号]?)?$/,
	/^(?<day>\d{1,2})(?:st|nd|rd|th|[日号])?$/,
	/^(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?<name>[a-z]+)\.?(?:,?\s+(?<year>\d{4}))?$/,
	/^(?<name>[a-z]+)\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?<year>\d{4}))?$/,
	/^(?<name>[a-z]+)\.?(?:\s+(?<year>\d{4}))?$/
];

/** `2026-03-01`, `1 Mar`, `March 2026`, `3月1日`, `2026`; `null` when it is none of them. Written small. */
export function writtenDay(text: string): WrittenDay | null {
	for (const form of FORMS) {
		const groups = form.exec(text)?.groups;
		if (!groups) continue;
		const month = groups.name === undefined ? groups.month : monthNamed(groups.name);
		if (month === null) continue;
		const number = (written: string | number | undefined) => (written === undefined ? null : Number(written));
		return { year: number(groups.year), month: number(month), day: number(groups.day) };
	}
	return null;
}

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Its first and its last day, as `2026-03-01`; `null` when no calendar has it. The year must be known. */
export function daysOf({ year, month, day }: WrittenDay): { first: string; last: string } | null {
	if (year === null || year < 1970 || year > 2105) return null;
	if (month === null) return day === null ? { first: `${year}-01-01`, last: `${year}-12-31` } : null;
	if (month < 1 || month > 12) return null;
	if (day === null) return { first: iso(Date.UTC(year, month - 1, 1)), last: iso(Date.UTC(year, month, 0)) };
	const ms = Date.UTC(year, month - 1, day);
	const isReal = day > 0 && new Date(ms).getUTCDate() === day && new Date(ms).getUTCMonth() === month - 1;
	return isReal ? { first: iso(ms), last: iso(ms) } : null;
}

/** Where a calendar stands by itself, so that two days of one year can be put in order. */
const place = ({ month, day }: WrittenDay): number => (month ?? 1) * 100 + (day ?? 1);

/** The latest year in which it has begun by `today`. */
const newestYear = (written: WrittenDay, today: string): number => {
	const year = Number(today.slice(0, 4));
	return place(written) <= Number(today.slice(5, 7)) * 100 + Number(today.slice(8)) ? year : year - 1;
};

export const withYear = (written: WrittenDay, today: string): WrittenDay => ({
	...written,
	year: written.year ?? newestYear(written, today)
});

/**
 * Both ends of a span with what the other one says: `1 – 7 Mar`, `20 Dec – 3 Jan 2026`, `3月1日 – 7日`; without any
 * year the newest span that has begun.
 */
export function completedDays(from: WrittenDay, to: WrittenDay, today: string): [WrittenDay, WrittenDay] {
	const first = { ...from, month: from.month ?? to.month };
	const last = { ...to, month: to.month ?? from.month };
	const turns = place(last) < place(first);
	if (first.year === null && last.year !== null) return [{ ...first, year: last.year - (turns ? 1 : 0) }, last];
	const year = first.year ?? newestYear(first, today);
	return [
		{ ...first, year },
		{ ...last, year: last.year ?? year + (turns ? 1 : 0) }
	];
}
