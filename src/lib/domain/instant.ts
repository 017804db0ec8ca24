import { z } from 'zod';
import { instantMs } from './instant-ms.ts';

/** RFC 3339 in UTC with milliseconds, the one form in which instants leave. */
export const toRfc3339 = (ms: number): string => new Date(ms).toISOString();

/** Parses to epoch milliseconds. */
export const Instant = z
	.union([z.string(), z.number()], 'Must be an RFC 3339 time or epoch milliseconds.')
	.transform((input, context) => {
		const ms = instantMs(input);
		if (ms !== null) return ms;
		context.addIssue({
			code: 'custom',
			message: 'Must be an RFC 3339 time with a zone (2026-01-31T08:00:00Z) or whole epoch milliseconds, 1970 to 2105.'
		});
		return z.NEVER;
	});

/** An `Instant` no later than a day from now: clocks differ, but nothing is answered next week. */
export const pastInstant = (now: () => number) =>
	Instant.refine((ms) => ms <= now() + 24 * 3_600_000, 'Lies more than 24 hours ahead. Check the clock or the zone.');
