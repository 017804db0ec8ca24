import { describe, expect, it } from 'vitest';
import type { Bucket, ImpactCell } from '#lib/stats/impact/cell.ts';
import { createImpact } from '#lib/stats/impact/create-impact.ts';
import { ALONE } from '#lib/stats/impact/verdict-of.ts';
import { judged, parted, simulatedCell } from '../../../fixtures/impact-cells.ts';

const PLAN = { preHours: 28 * 24, postHours: 96, lift: 0.4 };
const cell = simulatedCell('season', 77, PLAN);
const whole = judged(cell);

const changed = (
	change: (bucket: Bucket, hour: number) => Bucket,
	differing: Partial<ImpactCell> = {}
): ImpactCell => ({
	...cell,
	buckets: cell.buckets.map(change),
	...differing
});

/** Every answer in the bucket higher by this much. */
const raised = (bucket: Bucket, by: number): Bucket => ({
	...bucket,
	sum: bucket.sum + by * bucket.n,
	sumsq: bucket.sumsq + 2 * by * bucket.sum + by ** 2 * bucket.n
});

describe('release impact', { timeout: 30_000 }, () => {
	it('finds the effect', () => expect(whole.verdict).toBe('improved'));

	it('stands bit for bit where it would stand had every bucket been pushed', () => {
		const { before, after } = parted(cell);
		const impact = createImpact(before);
		after.forEach(impact.push);
		expect(impact.judge(null, ALONE)).toEqual(whole);
		expect(impact.history()).toEqual(createImpact(cell).history());
	});

	it('says with an open bucket what it says once that has closed, and forgets it', () => {
		const { before, after } = parted(cell);
		const impact = createImpact({ ...before, buckets: cell.buckets.slice(0, -1) });
		const earlier = impact.judge(null, ALONE);
		expect(impact.judge(after.at(-1)!, ALONE).logEvidence).toBe(whole.logEvidence);
		expect(impact.peek(after.at(-1)!)).toBe(whole.logEvidence);
		expect(impact.judge(null, ALONE)).toEqual(earlier);
	});

	it('is the same twice', () => expect(judged(cell)).toEqual(whole));

	it('scales with the score and leaves the evidence as it is', () => {
		const scaled = judged(changed((bucket) => ({ ...bucket, sum: 10 * bucket.sum, sumsq: 100 * bucket.sumsq })));
		expect(scaled.effect).toBeCloseTo(10 * whole.effect!, 8);
		expect(scaled.low).toBeCloseTo(10 * whole.low!, 6);
		expect(scaled.logEvidence).toBeCloseTo(whole.logEvidence, 8);
	});

	it('does not see a season that it knows', () => {
		const seasonal = judged(
			changed((bucket, hour) =>
				raised(bucket, 0.3 * Math.cos((2 * Math.PI * hour) / 24) + (bucket.weekday === 2 ? 0.2 : 0))
			)
		);
		expect(seasonal.effect).toBeCloseTo(whole.effect!, 6);
		expect(seasonal.logEvidence).toBeCloseTo(whole.logEvidence, 6);
	});

	it('turns round where lower is better', () => {
		const turned = judged({ ...cell, direction: 'lower' });
		expect(turned.verdict).toBe('regressed');
		expect(turned.logEvidence).toBe(whole.logEvidence);
	});

	it('bears empty buckets anywhere', () => {
		const gaps = judged(
			changed((bucket, hour) => (hour % 7 === 3 || hour === 672 ? { ...bucket, n: 0, sum: 0, sumsq: 0 } : bucket))
		);
		expect(gaps.verdict).toBe('improved');
		expect(Number.isFinite(gaps.effect)).toBe(true);
	});

	it('bears that everybody answers the same', () => {
		const same = judged(changed((bucket) => ({ ...bucket, sum: 5 * bucket.n, sumsq: 25 * bucket.n })));
		expect(same.effect).toBeCloseTo(0, 9);
		expect(same.verdict).not.toBe('improved');
	});

	it('has nothing but numbers, text and null in what it gives', () => {
		const impact = createImpact(cell);
		for (const given of [impact.judge(null, ALONE), impact.charts(ALONE)])
			expect(JSON.parse(JSON.stringify(given))).toEqual(given);
	});

	it('says when each thing is decided, and draws what led there', () => {
		const charts = createImpact(cell).charts(ALONE);
		expect(charts.counterfactual).toHaveLength(cell.buckets.length);
		expect(charts.funnel.at(-1)).toMatchObject({ bucket: 96, logEvidence: whole.logEvidence });
		expect(charts.effectByAge[0]).toMatchObject({ fromHours: 0, toHours: 24 });
		expect(charts.noise.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
		expect(charts.information.final).toBeGreaterThan(charts.information.now);
		const forecast = charts.counterfactual.at(-1)!.forecast!;
		expect(forecast.low).toBeLessThan(forecast.mean);
		expect(whole.established!.bucket).toBeLessThanOrEqual(96);
	});

	it('reports a volume as a ratio', () => {
		const counted = (hour: number, factor: number) => Math.round(100 * factor * (1 + 0.3 * Math.sin(hour * 1.7)));
		const volume = judged(
			changed((bucket, hour) => ({ ...bucket, n: counted(hour, hour < 672 ? 1 : 1.5) }), {
				kind: 'volume',
				minimumEffect: 0.05
			})
		);
		expect(volume.effect).toBeGreaterThan(0.3);
		expect(volume.effect).toBeLessThan(0.7);
		expect(volume.verdict).toBe('improved');
	});
});
