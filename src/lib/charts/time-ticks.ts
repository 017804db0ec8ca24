import { clock, dayMonth, monthOnly, monthYear, type TimeStyle } from '#lib/ui/time-format.ts';
import { zonedTime, type ZonedTime } from '#lib/ui/zoned-time.ts';
import type { Grain } from './bucket-points.ts';
import { labelWidth, xOf, type Frame } from './frame.ts';

export type Tick = Readonly<{ ms: number; label: string }>;

/** Ticks are never closer than this, whatever their words. */
const CLOSEST = 52;

/** Monday of the first week of 1970 that began after its first day; weeks are counted from it. */
const FIRST_MONDAY_MS = 4 * 86_400_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 604_800_000;

type Level = (time: ZonedTime, ms: number) => boolean;

/** A bucket lies within its week; half a day keeps the zone's offset from pushing Monday into Sunday. */
const weekNumber = (ms: number): number => Math.floor((ms + WEEK_MS / 14 - FIRST_MONDAY_MS) / WEEK_MS);

const minutes =
	(step: number): Level =>
	(time) =>
		(time.hour * 60 + time.minute) % step === 0;
const days =
	(step: number): Level =>
	(_, ms) =>
		Math.floor((ms + DAY_MS / 2) / DAY_MS) % step === 0;
const weeks =
	(step: number): Level =>
	(time, ms) =>
		time.weekday === 1 && weekNumber(ms) % step === 0;
const months =
	(step: number): Level =>
	(time) =>
		(time.month - 1) % step === 0;
const years =
	(step: number): Level =>
	(time) =>
		time.month === 1 && time.year % step === 0;
const firstOf =
	(level: Level): Level =>
	(time, ms) =>
		time.day === 1 && level(time, ms);
const firstWeekOf =
	(level: Level): Level =>
	(time, ms) =>
		time.day <= 7 && level(time, ms);
const midnight =
	(level: Level): Level =>
	(time, ms) =>
		time.hour === 0 && time.minute === 0 && level(time, ms);
const always: Level = () => true;

const DAYS = [always, days(2), weeks(1), weeks(2), firstOf(months(1)), firstOf(months(3)), firstOf(months(12))];

/** From fine to coarse: round minutes and hours, Mondays, first of months. */
const LEVELS: Readonly<Record<Grain, readonly Level[]>> = {
	minute: [1, 5, 10, 15, 30, 60, 120, 180, 360, 720].map(minutes).concat(DAYS.map(midnight)),
	hour: [60, 120, 180, 360, 720].map(minutes).concat(DAYS.map(midnight)),
	day: DAYS,
	week: [always, weeks(2), weeks(4), firstWeekOf(months(3)), firstWeekOf(months(12))],
	month: [always, months(2), months(3), months(6), months(12), years(2), years(5), years(10)]
};

function tickLabel(ms: number, grain: Grain, style: TimeStyle): string {
	const { month, hour, minute } = zonedTime(ms, style.zone);
	if (grain === 'month') return month === 1 ? monthYear(ms, style) : monthOnly(ms, style);
	if ((grain === 'hour' || grain === 'minute') && (hour !== 0 || minute !== 0)) return clock(ms, style);
	return dayMonth(ms, style);
}

/** The ticks of the finest level whose labels have room, at starts of buckets only. */
export function timeTicks(starts: readonly number[], grain: Grain, frame: Frame, style: TimeStyle): Tick[] {
	const times = starts.map((ms) => ({ ms, time: zonedTime(ms, style.zone) }));
	for (const level of LEVELS[grain]) {
		const ticks = times
			.filter(({ ms, time }) => level(time, ms))
			.map(({ ms }) => ({ ms, label: tickLabel(ms, grain, style) }));
		if (ticks.every((tick, index) => hasRoom(ticks[index - 1], tick, frame))) return ticks;
	}
	return [];
}

function hasRoom(before: Tick | undefined, tick: Tick, frame: Frame): boolean {
	if (!before) return true;
	const words = (labelWidth(before.label) + labelWidth(tick.label)) / 2 + 12;
	return xOf(tick.ms, frame) - xOf(before.ms, frame) >= Math.max(CLOSEST, words);
}
