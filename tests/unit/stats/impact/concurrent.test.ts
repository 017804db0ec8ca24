import { describe, expect, it } from 'vitest';
import { evidenceRadius, logEvidence } from '#lib/stats/impact/e-process.ts';
import { concurrentFit, NO_PAIRS, pooledVariance, withPair, type Sample } from '#lib/stats/impact/concurrent.ts';
import { sampleOf } from '#lib/stats/impact/path-a.ts';
import reference from '../../../fixtures/impact-reference.json';
import { simulationRandom } from '../../../fixtures/impact-simulation.ts';
import { SPLITS, splitHours } from '../../../fixtures/impact-simulation-concurrent.ts';

const STARS = [1, 2, 3, 4, 5];

const unit = reference.unit.find(({ id }) => id === 'concurrent_stratified') as unknown as {
	input: { hist_old: number[][]; hist_new: number[][]; g: number };
	expected: Record<'s0' | 's1' | 'W' | 'est' | 'I' | 'nu' | 'rss_used' | 'logE', number> & { cs: [number, number] };
};

const pairs = (older: number[][], newer: number[][]): [Sample, Sample][] =>
	older.map((counts, bucket) => [sampleOf(counts, STARS), sampleOf(newer[bucket]!, STARS)]);

const totalsOf = (both: [Sample, Sample][]) =>
	both.reduce((totals, [older, newer]) => withPair(totals, older, newer), NO_PAIRS);

describe('concurrentFit', () => {
	// R 4.2.2 lm(weights) and avlm 0.1.0.
	it('matches the reference', () => {
		const { input, expected } = unit;
		const totals = totalsOf(pairs(input.hist_old, input.hist_new));
		const fit = concurrentFit(totals, null)!;
		expect(pooledVariance(totals.oldWithin, totals.oldWithinDf, null)).toBeCloseTo(expected.s0, 10);
		expect(pooledVariance(totals.newWithin, totals.newWithinDf, null)).toBeCloseTo(expected.s1, 10);
		expect(totals.weight).toBeCloseTo(expected.W, 8);
		expect(fit.estimate).toBeCloseTo(expected.est, 10);
		expect(fit.information).toBeCloseTo(expected.I, 8);
		expect(fit.df).toBe(expected.nu);
		expect(fit.residuals).toBeCloseTo(expected.rss_used, 8);
		expect(logEvidence(fit, input.g)).toBeCloseTo(expected.logE, 9);
		const radius = evidenceRadius(fit, input.g);
		expect(fit.estimate - radius).toBeCloseTo(expected.cs[0], 9);
		expect(fit.estimate + radius).toBeCloseTo(expected.cs[1], 9);
	});

	const hours = splitHours(SPLITS.ramp, 7000, { lift: 0.2, hours: 60 });
	const simulated = pairs(
		hours.map(({ older }) => older),
		hours.map(({ newer }) => newer)
	);

	it('is the same whatever else happened to both versions in a bucket', () => {
		const random = simulationRandom(3);
		const moved = simulated.map(([older, newer]): [Sample, Sample] => {
			const by = random.normal();
			const shifted = ({ n, sum, sumsq }: Sample): Sample => ({
				n,
				sum: sum + n * by,
				sumsq: sumsq + 2 * by * sum + n * by ** 2
			});
			return [shifted(older), shifted(newer)];
		});
		const [plain, shaken] = [concurrentFit(totalsOf(simulated), 1.3)!, concurrentFit(totalsOf(moved), 1.3)!];
		expect(shaken.estimate).toBeCloseTo(plain.estimate, 9);
		expect(shaken.information).toBeCloseTo(plain.information, 6);
		expect(shaken.residuals).toBeCloseTo(plain.residuals, 6);
	});

	it('scales with the scale and turns with the versions', () => {
		const plain = concurrentFit(totalsOf(simulated), 1.3)!;
		const scaled = concurrentFit(
			totalsOf(
				simulated.map(([older, newer]): [Sample, Sample] => [
					{ n: newer.n, sum: 25 * newer.sum, sumsq: 625 * newer.sumsq },
					{ n: older.n, sum: 25 * older.sum, sumsq: 625 * older.sumsq }
				])
			),
			1.3 * 625
		)!;
		expect(scaled.estimate).toBeCloseTo(-25 * plain.estimate, 9);
		expect(logEvidence(scaled, 60 / 625)).toBeCloseTo(logEvidence(plain, 60), 9);
	});

	it('learns nothing from a bucket with one version', () => {
		const none = { n: 0, sum: 0, sumsq: 0 };
		const many = { n: 900, sum: 900, sumsq: 900 };
		const totals = totalsOf(simulated);
		expect(withPair(withPair(totals, none, many), many, none)).toEqual(totals);
	});

	it('has no estimate from one bucket, nor where every answer is the same', () => {
		const [older, newer] = simulated.find(([a, b]) => a.n > 0 && b.n > 0)!;
		expect(concurrentFit(withPair(NO_PAIRS, older, newer), 1.3)).toBeNull();
		const five = sampleOf([0, 0, 0, 0, 8], STARS);
		expect(concurrentFit(withPair(withPair(NO_PAIRS, five, five), five, five), null)).toBeNull();
	});
});
