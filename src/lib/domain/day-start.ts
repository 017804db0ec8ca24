import { Temporal } from 'temporal-polyfill';

/** The first instant of a calendar day (`2026-01-31`) in a zone, epoch milliseconds; midnights that do not exist included. */
export const dayStartMs = (date: string, zone: string): number =>
	Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
