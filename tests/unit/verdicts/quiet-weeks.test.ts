import { describe, expect, it } from 'vitest';
import { quietWeeks } from '#lib/server/verdicts/quiet-weeks.ts';

const DAY = 86_400_000;
const UNTIL = Date.UTC(2026, 10, 2);
const ago = (days: number) => UNTIL - days * DAY;
const at = (days: number) => ({ at: new Date(ago(days)).toISOString() });

describe('quietWeeks', () => {
	it('lists weeks with four weeks before them, the newest first', () =>
		expect(quietWeeks({ firstMs: ago(7 * 7), untilMs: UNTIL, releases: [] })).toEqual([ago(7), ago(14), ago(21)]));
	it('leaves out the week of a release and the one after it', () =>
		expect(quietWeeks({ firstMs: ago(70), untilMs: UNTIL, releases: [at(14.5), at(200)] })).toEqual([
			...[ago(7), ago(28), ago(35), ago(42)]
		]));
	it('goes back half a year', () => expect(quietWeeks({ firstMs: 0, untilMs: UNTIL, releases: [] })).toHaveLength(26));
	it('finds none without rows, and none in a short past', () => {
		expect(quietWeeks({ firstMs: null, untilMs: UNTIL, releases: [] })).toEqual([]);
		expect(quietWeeks({ firstMs: ago(34), untilMs: UNTIL, releases: [] })).toEqual([]);
	});
});
