/** When a bucket begins, in the product's time zone. */
export type Clock = Readonly<{ hourOfDay: number; weekday: number }>;

const DAYS = 7;
const SATURDAY = 5;

/** 1 for its own level, −1 for the last, which has no column of its own: levels that sum to nought. */
const effectCoded = (level: number, levels: number): number[] =>
	Array.from({ length: levels - 1 }, (_, index) => (level === levels - 1 ? -1 : level === index ? 1 : 0));

const harmonics = (hour: number, count: number): number[] =>
	Array.from({ length: count }, (_, index) => (2 * Math.PI * (index + 1) * hour) / 24).flatMap((angle) => [
		Math.cos(angle),
		Math.sin(angle)
	]);

/** Days of pre-window that a weekday pattern needs. */
export const WEEKDAY_DAYS = 21;

/**
 * Columns of time of day and day of week for a bucket of so many hours. Day of week has a column a day: a smooth weekly
 * wave is wrong for the step at a weekend, and its error looks like an effect. Wide buckets have a column a slot.
 */
export function calendarColumns({ hourOfDay, weekday }: Clock, widthHours: number, withWeek: boolean): number[] {
	const fine = widthHours <= 2;
	const slots = Math.round(24 / widthHours);
	const slot = Math.min(slots - 1, Math.floor(hourOfDay / widthHours));
	const ofDay = fine ? harmonics(hourOfDay, 4) : effectCoded(slot, slots);
	if (!withWeek) return ofDay;
	const weekend = weekday >= SATURDAY ? 1 : 0;
	const ofWeekend = fine ? harmonics(hourOfDay, 2) : widthHours <= 6 ? effectCoded(slot, slots) : [];
	return [...ofDay, ...effectCoded(weekday, DAYS), ...ofWeekend.map((value) => value * weekend)];
}
