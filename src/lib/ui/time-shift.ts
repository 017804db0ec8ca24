import { addDays } from './zoned-time.ts';

/** So far back: in calendar days, which keep the clock on the wall, or in plain time. */
export type TimeShift = Readonly<{ days: number }> | Readonly<{ ms: number }>;

/** The instant so far back. */
export const shiftedBack = (ms: number, shift: TimeShift, zone: string): number =>
	'days' in shift ? addDays(ms, -shift.days, zone) : ms - shift.ms;
