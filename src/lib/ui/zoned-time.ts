/** What a clock and a calendar on the wall say; `month` 1 to 12, `weekday` 0 is Sunday. */
export type ZonedTime = Readonly<{
	year: number;
	month: number;
	day: number;
	weekday: number;
	hour: number;
	minute: number;
}>;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
	const known = formats.get(zone);
	if (known) return known;
	const format = new Intl.DateTimeFormat('en-US-u-hc-h23', {
		timeZone: zone,
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric'
	});
	formats.set(zone, format);
	return format;
}

export function zonedTime(ms: number, zone: string): ZonedTime {
	const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
	for (const { type, value } of formatOf(zone).formatToParts(ms))
		if (type === 'year' || type === 'month' || type === 'day' || type === 'hour' || type === 'minute')
			parts[type] = Number(value);
	return { ...parts, weekday: new Date(Date.UTC(parts.year, parts.month - 1, parts.day)).getUTCDay() };
}

/** How far the wall is ahead of UTC at that instant, in milliseconds. */
export function zoneOffsetMs(ms: number, zone: string): number {
	const { year, month, day, hour, minute } = zonedTime(ms, zone);
	return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

/** The instant at which the wall says so; `month` and `day` may overflow. A time skipped by daylight saving moves on. */
export function instantOf(
	{ year, month, day }: { year: number; month: number; day: number },
	zone: string,
	minutes = 0
): number {
	const wallMs = Date.UTC(year, month - 1, day) + minutes * MINUTE_MS;
	const guess = wallMs - zoneOffsetMs(wallMs, zone);
	return wallMs - zoneOffsetMs(guess, zone);
}

/** The same wall time so many calendar days later. */
export function addDays(ms: number, days: number, zone: string): number {
	const { year, month, day, hour, minute } = zonedTime(ms, zone);
	return instantOf({ year, month, day: day + days }, zone, hour * 60 + minute) + (ms % MINUTE_MS);
}

/** The first of the next month, at midnight. */
export function nextMonth(ms: number, zone: string): number {
	const { year, month } = zonedTime(ms, zone);
	return instantOf({ year, month: month + 1, day: 1 }, zone);
}

/** `2018-09-26`, as a date field wants it. */
export function isoDay(ms: number, zone: string): string {
	return new Date(Math.floor((ms + zoneOffsetMs(ms, zone)) / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
}
