import { describe, expect, it } from 'vitest';
import type { ImpactCell } from '#lib/stats/impact/cell.ts';
import type { ConcurrentCell } from '#lib/stats/impact/concurrent-cell.ts';
import { concurrentPath } from '#lib/stats/impact/concurrent-reading.ts';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import { SPLITS, splitHours } from '../../../fixtures/impact-simulation-concurrent.ts';
import { FAMILIES, starSeries } from '../../../fixtures/impact-simulation-series.ts';

const series = starSeries(FAMILIES.iid, 7000, { preHours: 504, postHours: 336 });

const cellWith = (concurrent: ConcurrentCell): ImpactCell => ({
	kind: 'mean',
	direction: 'higher',
	minimumEffect: 0.1,
	voluntary: false,
	rollout: 'instant',
	widthHours: 1,
	releaseAt: series.releaseAt,
	otherReleases: [],
	concurrent,
	buckets: Array.from(series.n, (n, hour) => ({
		n,
		sum: series.sum[hour]!,
		sumsq: series.sumsq[hour]!,
		hourOfDay: hour % 24,
		weekday: Math.floor(hour / 24) % 7
	}))
});

const beside = (lift: number, seed = 7000): ConcurrentCell => ({
	widthMinutes: 60,
	assignment: 'random',
	plannedShare: 0.5,
	scores: [1, 2, 3, 4, 5],
	releaseAt: 0,
	buckets: splitHours(SPLITS.fifty, seed, { lift }).map(({ older, newer }) => ({
		old: { counts: older },
		new: { counts: newer }
	}))
});

describe('concurrentPath', () => {
	it('finds what the new version changed, and how sure that is', () => {
		const reading = concurrentPath(cellWith(beside(0.3)))(null)!;
		const { low, high } = reading.interval(0.05);
		expect(reading.ready).toBe(true);
		expect(low).toBeGreaterThan(0);
		expect(low! < 0.3 && 0.3 < high!).toBe(true);
		expect(reading.after.value! - reading.before.value!).toBeCloseTo(reading.effect, 1);
		expect(reading.reasons).toEqual([]);
	});

	it('says of a past hour what it said then, in whatever order it is asked', () => {
		const path = concurrentPath(cellWith(beside(0.2)));
		const [late, early, again] = [path(300), path(40), path(300)];
		expect(again!.logEvidence).toBe(late!.logEvidence);
		const shorter = beside(0.2);
		const then = concurrentPath(cellWith({ ...shorter, buckets: shorter.buckets.slice(0, 40) }))(null)!;
		expect(early!.logEvidence).toBe(then.logEvidence);
		expect(early!.before).toEqual(then.before);
	});

	it('projects about the interval that then comes', () => {
		const path = concurrentPath(cellWith(beside(0)));
		const { radius } = path(200)!.project(336, 0.05);
		const { low, high } = path(336)!.interval(0.05);
		expect(radius! / ((high! - low!) / 2)).toBeCloseTo(1, 1);
		expect(path(200)!.project(200, 0.05).radius).toBeCloseTo(
			(path(200)!.interval(0.05).high! - path(200)!.interval(0.05).low!) / 2,
			9
		);
	});

	it('rests nothing on a broken split, nor on people who chose for themselves', () => {
		const codes = (given: ConcurrentCell) => concurrentPath(cellWith(given))(null)!.reasons.map(({ code }) => code);
		expect(codes({ ...beside(0), plannedShare: 0.45 })).toEqual(['SPLIT_BROKEN']);
		expect(codes({ ...beside(0), assignment: 'self-selected' })).toEqual(['SELF_SELECTED']);
	});

	it('compares volumes by their exposure', () => {
		const buckets = Array.from({ length: 60 }, (_, hour) => ({
			old: { events: 40 + (hour % 5), exposure: 400 },
			new: { events: 13 + (hour % 3), exposure: 100 }
		}));
		const cell = cellWith({ widthMinutes: 60, assignment: 'random', plannedShare: 0.2, releaseAt: 0, buckets });
		const reading = concurrentPath({ ...cell, kind: 'volume', minimumEffect: 0.05 })(null)!;
		expect(Math.expm1(reading.effect)).toBeCloseTo(0.35, 1);
		expect(reading.ready).toBe(true);
		expect(reading.before.value).toBeCloseTo(52.5, 9);
		expect(reading.after.value).toBeCloseTo(70, 9);
		expect(reading.reasons).toEqual([]);
	});

	it('takes from adopters the gap that they showed before', () => {
		const gap = splitHours(SPLITS.fifty, 7001, { lift: 0.4 });
		const buckets = gap.map(({ older, newer }, hour) => ({
			old: { counts: older },
			new: { counts: newer },
			adopted: hour < 168 ? 0 : 1
		}));
		const given: ConcurrentCell = { ...beside(0), assignment: 'self-selected', cohorts: true, releaseAt: 168, buckets };
		const reading = concurrentPath(cellWith(given))(null)!;
		const { low, high } = reading.interval(0.05);
		expect(reading).toMatchObject({ ready: true, reasons: [] });
		expect(low! < 0 && 0 < high!).toBe(true);
	});

	it('decides a release in place of the series', () => {
		const cell = cellWith(beside(0.3));
		const outcome = createImpact(cell, concurrentPath(cell)).judge(null, ALONE);
		expect(outcome).toMatchObject({ path: 'concurrent' });
		expect(outcome.paths.concurrent!.effect).toBeCloseTo(outcome.effect!, 9);
	});

	it('says nothing where no two versions live side by side', () => {
		const { concurrent: _, ...alone } = cellWith(beside(0));
		expect(concurrentPath(alone)(null)).toBeNull();
		expect(concurrentPath(cellWith(beside(0)))(1)).toBeNull();
	});
});
