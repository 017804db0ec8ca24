import * as m from '#lib/paraglide/messages.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** `16 min`, `3 h`, `12 d`, rounded down; nothing is finer than a minute. */
export function ageWords(ms: number): string {
	if (ms < HOUR_MS) return m.time_minutes({ n: Math.max(1, Math.floor(ms / MINUTE_MS)) });
	if (ms < 2 * DAY_MS) return m.time_hours({ n: Math.floor(ms / HOUR_MS) });
	return m.time_days({ n: Math.floor(ms / DAY_MS) });
}

/** `16 min ago`, `just now`. */
export const agoWords = (ms: number): string =>
	ms < MINUTE_MS ? m.time_just_now() : m.time_ago({ age: ageWords(ms) });
