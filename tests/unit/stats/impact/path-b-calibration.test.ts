import { describe, expect, it } from 'vitest';
import { starRun, volumeRun } from '../../../calibrate/path-b-runs.ts';
import { seedsFrom, shareOf } from '../../../calibrate/seeds.ts';

/* A short part of `npm run calibrate`, with seeds of its own; what it finds is the same every time. */
describe('path B, looked at every hour for 14 days', { timeout: 60_000 }, () => {
	it('claims almost nothing where nothing is', () => {
		const runs = (['iid', 'ar6', 'season', 'all'] as const).flatMap((family) =>
			seedsFrom(41_000, 5).map((seed) => starRun(family, seed))
		);
		expect(shareOf(runs, ({ declaredAt }) => declaredAt !== null)).toBeLessThanOrEqual(0.05);
		expect(shareOf(runs, ({ covered }) => covered)).toBeGreaterThanOrEqual(0.95);
	});

	it('is needed: a t-test looked at every hour sees something in most of them', () => {
		const runs = seedsFrom(41_000, 5).map((seed) => starRun('ar6', seed));
		expect(shareOf(runs, ({ naiveAt }) => naiveAt !== null)).toBeGreaterThanOrEqual(0.8);
	});

	it('finds 0.4 stars, in the right direction, past both gates', () => {
		const runs = seedsFrom(42_000, 5).map((seed) => starRun('season', seed, { lift: 0.4 }, { gates: true }));
		expect(runs.every(({ gatedAt, wrong, covered }) => gatedAt !== null && !wrong && covered)).toBe(true);
	});

	it('withholds a step of the day before the release, also where its odds come to hover around 1', () => {
		const plan = { lift: 0.4, postHours: 336 + 24 };
		const runs = [8007, 8020].map((seed) =>
			starRun('ar6', seed, plan, { gates: true, differing: { releaseAt: 1008 + 24 } })
		);
		expect(runs.map(({ declaredAt, gatedAt }) => ({ declared: declaredAt !== null, gatedAt }))).toEqual([
			{ declared: true, gatedAt: null },
			{ declared: true, gatedAt: null }
		]);
	});

	it('finds 30 % more answers, and none where none came', () => {
		const found = seedsFrom(43_000, 3).map((seed) => volumeRun(seed, { lift: 0.3 }));
		expect(found.every(({ declaredAt, wrong }) => declaredAt !== null && !wrong)).toBe(true);
		expect(seedsFrom(44_000, 3).every((seed) => volumeRun(seed).declaredAt === null)).toBe(true);
	});
});
