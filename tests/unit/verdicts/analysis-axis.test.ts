import { describe, expect, it } from 'vitest';
import { analysisAxis, HOUR_MS, knownUntil, knowsOnlyDates, localTimes } from '#lib/server/verdicts/analysis-axis.ts';

const RELEASED = Date.UTC(2026, 2, 29, 0, 17, 3, 5);
const DAY = 24 * HOUR_MS;

describe('analysisAxis', () => {
	it.each([
		{ width: 1, days: 56 },
		{ width: 4, days: 84 },
		{ width: 12, days: 120 },
		{ width: 24, days: 180 }
	])('looks $days days back in buckets of $width hours, and lets none straddle the release', ({ width, days }) => {
		const known = { releaseMs: RELEASED, firstMs: 0, knownUntilMs: RELEASED + 5.5 * DAY };
		const { range, releaseAt, closed, hasOpen, widthMs } = analysisAxis(width, known);
		expect(releaseAt).toBe((days * 24) / width);
		expect(range.fromMs + releaseAt * widthMs).toBe(RELEASED);
		expect(closed).toBe(Math.floor((5.5 * 24) / width));
		expect(hasOpen).toBe(true);
		expect(range.toMs).toBe(RELEASED + (closed + 1) * widthMs);
	});

	it('begins with the first whole bucket of a young product', () => {
		const known = { releaseMs: RELEASED, firstMs: RELEASED - 3.5 * HOUR_MS, knownUntilMs: RELEASED };
		expect(analysisAxis(1, known)).toMatchObject({ releaseAt: 3, closed: 0, hasOpen: false });
		expect(analysisAxis(1, { ...known, firstMs: null }).releaseAt).toBe(0);
		expect(analysisAxis(1, { ...known, firstMs: RELEASED + DAY }).releaseAt).toBe(0);
	});

	it('ends after 28 days', () => {
		const axis = analysisAxis(24, { releaseMs: RELEASED, firstMs: 0, knownUntilMs: RELEASED + 400 * DAY });
		expect(axis).toMatchObject({ closed: 28, hasOpen: false, range: { toMs: RELEASED + 28 * DAY } });
	});

	it('has nothing after a release that is still to come', () => {
		const axis = analysisAxis(1, { releaseMs: RELEASED, firstMs: 0, knownUntilMs: RELEASED - DAY });
		expect(axis).toMatchObject({ closed: 0, hasOpen: false, range: { toMs: RELEASED } });
	});
});

describe('localTimes', () => {
	// Europe/Berlin went from UTC+1 to UTC+2 at 01:00 UTC on Sunday, 29 March 2026.
	it("names hours and weekdays on the product's clock, through daylight saving", () => {
		const range = { fromMs: Date.UTC(2026, 2, 28, 22), toMs: Date.UTC(2026, 2, 29, 3) };
		expect(localTimes({ range, widthMs: HOUR_MS }, 'Europe/Berlin')).toEqual([
			{ hourOfDay: 23, weekday: 5 },
			{ hourOfDay: 0, weekday: 6 },
			{ hourOfDay: 1, weekday: 6 },
			{ hourOfDay: 3, weekday: 6 },
			{ hourOfDay: 4, weekday: 6 }
		]);
		expect(localTimes({ range, widthMs: HOUR_MS }, 'UTC')[0]).toEqual({ hourOfDay: 22, weekday: 5 });
	});
});

describe('knownUntil', () => {
	it('is now while answers come, and the last answer of a history', () => {
		expect(knownUntil(RELEASED - 40 * HOUR_MS, RELEASED)).toBe(RELEASED);
		expect(knownUntil(RELEASED - 50 * HOUR_MS, RELEASED)).toBe(RELEASED - 50 * HOUR_MS);
		expect(knownUntil(null, RELEASED)).toBe(RELEASED);
	});
});

describe('knowsOnlyDates', () => {
	const daily = (hourOf: (day: number) => number) => {
		const hours = new Array<number>(40 * 24).fill(0);
		for (let day = 0; day < 40; day++) hours[day * 24 + hourOf(day)] = 3;
		return hours;
	};
	it('tells dates from times', () => {
		expect(knowsOnlyDates(daily(() => 7))).toBe(true);
		expect(knowsOnlyDates(daily((day) => (day < 20 ? 0 : 23)))).toBe(true);
		expect(knowsOnlyDates(daily((day) => (day < 20 ? 3 : 9)))).toBe(false);
		expect(knowsOnlyDates(daily((day) => day % 24))).toBe(false);
		expect(knowsOnlyDates([0, 0, 3, 0])).toBe(false);
	});
});
