import { describe, expect, it } from 'vitest';
import { adoptionFit } from '#lib/stats/impact/adoption.ts';
import { concurrentFit, NO_PAIRS, withPair } from '#lib/stats/impact/concurrent.ts';
import { sampleOf } from '#lib/stats/impact/path-a.ts';
import { simulationRandom } from '../../../fixtures/impact-simulation.ts';
import { drawnStars } from '../../../fixtures/impact-simulation-concurrent.ts';

const STARS = [1, 2, 3, 4, 5];

const cohorts = (seed: number, gap: number, effect: number) => {
	const random = simulationRandom(seed);
	return Array.from({ length: 200 }, (_, bucket) => {
		const adopted = bucket < 100 ? 0 : bucket < 120 ? (bucket - 100) / 20 : 1;
		return {
			others: sampleOf(drawnStars(40, 3.6, random), STARS),
			adopters: sampleOf(drawnStars(60, 3.6 + gap + effect * adopted, random), STARS),
			adopted
		};
	});
};

describe('adoptionFit', () => {
	it.each([
		[0, 0],
		[0.5, 0],
		[0.5, 0.3],
		[-0.4, -0.3]
	])('takes a gap of %d stars away from an effect of %d', (gap, effect) => {
		const fit = adoptionFit(cohorts(27, gap, effect), 1.3)!;
		expect(Math.abs(fit.estimate - effect)).toBeLessThan(
			(3.5 * Math.sqrt(fit.residuals / fit.df)) / Math.sqrt(fit.information)
		);
	});

	it('is the difference of differences where everyone adopts at once', () => {
		const buckets = cohorts(28, 0.5, 0.2).map((bucket, at) => ({ ...bucket, adopted: at < 100 ? 0 : 1 }));
		const half = (from: number, to: number) =>
			concurrentFit(
				buckets.slice(from, to).reduce((totals, { others, adopters }) => withPair(totals, others, adopters), NO_PAIRS),
				null
			)!;
		const [before, after] = [half(0, 100), half(100, 200)];
		const fit = adoptionFit(buckets, null)!;
		expect(fit.estimate).toBeCloseTo(after.estimate - before.estimate, 9);
		expect(1 / fit.information / (1 / before.information + 1 / after.information)).toBeCloseTo(1, 1);
	});

	it('has no estimate while nobody adopted, or everybody always had', () => {
		const buckets = cohorts(29, 0.5, 0);
		expect(adoptionFit(buckets.slice(0, 100), 1.3)).toBeNull();
		expect(adoptionFit(buckets.slice(130), 1.3)).toBeNull();
	});
});
