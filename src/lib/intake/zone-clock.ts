import { Temporal } from 'temporal-polyfill';

const DAY_MS = 86_400_000;

/** Some 27 years of days; a file with more starts over. */
const MOST_DAYS = 10_000;

function exactOffsetMs(zone: string, wallMs: number): number {
	const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();
	return wallMs - wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/**
 * From a zone's wall time, given as if in UTC, to the instant. A time that a change of clocks skips is read with the
 * clock before the change, a time that comes twice is its first.
 * @see Temporal's disambiguation `compatible`, after RFC 5545
 */
export function createZoneClock(zone: string): (wallMs: number) => number {
	if (zone === 'UTC') return (wallMs) => wallMs;
	/** The offset of days that have only one; asking Temporal for each row would take longer than all the rest. */
	const offsets = new Map<number, number | null>();

	function offsetOfDay(day: number): number | null {
		const known = offsets.get(day);
		if (known !== undefined) return known;
		if (offsets.size >= MOST_DAYS) offsets.clear();
		const atStart = exactOffsetMs(zone, day * DAY_MS);
		const offset = atStart === exactOffsetMs(zone, (day + 1) * DAY_MS) ? atStart : null;
		offsets.set(day, offset);
		return offset;
	}

	return (wallMs) => wallMs - (offsetOfDay(Math.floor(wallMs / DAY_MS)) ?? exactOffsetMs(zone, wallMs));
}
