import { describe, expect, it } from 'vitest';
import { afterBets, BETS, betCentre, bettingEvidence } from '#lib/stats/impact/betting.ts';
import { afterBucket, PATH_A_START, pathAEvidence, sampleOf } from '#lib/stats/impact/path-a.ts';
import reference from '../../../fixtures/impact-reference.json';
import { simulationRandom, starSharesOf } from '../../../fixtures/impact-simulation.ts';
import { SPLITS, splitHours, type SplitHour } from '../../../fixtures/impact-simulation-concurrent.ts';

const STARS = { scores: [1, 2, 3, 4, 5], mean: 4.1, variance: 1.3 };

const after = (hours: readonly SplitHour[]) =>
	hours.reduce((path, hour) => afterBucket(path, STARS, [hour]), PATH_A_START);

describe('bettingEvidence', () => {
	const unit = reference.unit.find(({ id }) => id === 'betting_two_sample_buckets') as unknown as {
		input: { hist_old: number[][]; hist_new: number[][] };
		expected: { logE: number[] };
	};

	// Brute force over individual scores, in numpy.
	it('matches the reference after each bucket', () => {
		let path = PATH_A_START;
		unit.expected.logE.forEach((expected, bucket) => {
			const pair = { older: unit.input.hist_old[bucket]!, newer: unit.input.hist_new[bucket]! };
			path = afterBucket(path, STARS, [pair]);
			expect(bettingEvidence(path.wealth)).toBeCloseTo(expected, 8);
		});
	});

	it('expects no gain while both versions draw from the same scores', () => {
		// Exact: over all outcomes of two answers against one, whatever the shares and the centre.
		const shares = starSharesOf(2.6);
		for (const seenMean of [1.2, 4.8]) {
			const centre = betCentre(STARS, { n: 1000, sum: 1000 * seenMean });
			const expected = new Float64Array(BETS);
			for (let a = 0; a < 5; a++)
				for (let b = 0; b < 5; b++)
					for (let c = 0; c < 5; c++) {
						const [older, newer] = [
							[0, 0, 0, 0, 0],
							[0, 0, 0, 0, 0]
						];
						older[a]! += 1;
						newer[b]! += 1;
						newer[c]! += 1;
						const wealth = afterBets(new Float64Array(BETS), STARS, { older, newer }, centre);
						wealth.forEach((log, bet) => (expected[bet]! += shares[a]! * shares[b]! * shares[c]! * Math.exp(log)));
					}
			for (const value of expected) expect(value).toBeLessThanOrEqual(1 + 1e-12);
		}
	});

	it('counts repeated answers once when told how often they repeat', () => {
		const once = splitHours(SPLITS.fifty, 7001, { lift: 0.4 }).slice(0, 100);
		const plain = after(once);
		expect(
			bettingEvidence(
				plain.wealth.map((log) => 3 * log),
				3
			)
		).toBeCloseTo(bettingEvidence(plain.wealth), 9);
	});
});

describe('pathAEvidence', () => {
	const hours = splitHours(SPLITS.fifty, 7000, { lift: 0.2 });

	it('finds an effect of 0.2 stars within two weeks, and its size', () => {
		const evidence = pathAEvidence(after(hours), STARS, 0.1)!;
		expect(evidence.ready).toBe(true);
		expect(evidence.decisive).toBeGreaterThan(Math.log(20));
		expect(Math.abs(evidence.fit.estimate - 0.2)).toBeLessThan(3 * evidence.standardError);
	});

	it('waits for twelve buckets and fifty answers of each version', () => {
		const few = after(hours.slice(0, 11));
		expect(pathAEvidence(few, STARS, 0.1)!.ready).toBe(false);
		expect(pathAEvidence(after(hours.slice(0, 12)), STARS, 0.1)!.ready).toBe(true);
		expect(pathAEvidence(after(splitHours(SPLITS.tiny, 7000).slice(0, 30)), STARS, 0.1)!.ready).toBe(false);
	});

	it('needs the exact evidence too while a version has few answers', () => {
		const { decisive, exact, logEvidence } = pathAEvidence(after(hours.slice(0, 15)), STARS, 0.1)!;
		expect(decisive).toBe(Math.min(exact, logEvidence));
		const later = pathAEvidence(after(hours), STARS, 0.1)!;
		expect(later.decisive).toBe(later.logEvidence);
	});

	it('gives the same bits whether buckets come one by one, peeked at in between, or all at once', () => {
		let path = PATH_A_START;
		for (const hour of hours) {
			pathAEvidence(afterBucket(path, STARS, [{ older: [9, 0, 0, 0, 0], newer: [0, 0, 0, 0, 9] }]), STARS, 0.1);
			path = afterBucket(path, STARS, [hour]);
		}
		expect(path).toEqual(after(hours));
	});

	it('is harmed by no empty bucket', () => {
		const gaps = hours.flatMap((hour) => [hour, { older: [0, 0, 0, 0, 0], newer: [0, 0, 0, 0, 0] }]);
		expect(after(gaps)).toEqual(after(hours));
	});

	it('is not fooled by a mix of segments that differs between versions', () => {
		// Half of the answers come from people who are 0.8 stars happier, and the new version has more of those.
		const random = simulationRandom(77);
		const drawn = (expected: number, mean: number): number[] => {
			const shares = starSharesOf(mean);
			return shares.map((share) => random.poisson(expected * share));
		};
		let [pooled, stratified] = [PATH_A_START, PATH_A_START];
		for (let hour = 0; hour < 336; hour++) {
			const happy = { older: drawn(4, 4.4), newer: drawn(8, 4.4) };
			const other = { older: drawn(8, 3.6), newer: drawn(4, 3.6) };
			const sum = (a: number[], b: number[]) => a.map((count, score) => count + b[score]!);
			const all = { older: sum(happy.older, other.older), newer: sum(happy.newer, other.newer) };
			pooled = afterBucket(pooled, STARS, [all]);
			stratified = afterBucket(stratified, STARS, [happy, other]);
		}
		expect(pathAEvidence(pooled, STARS, 0.1)!.decisive).toBeGreaterThan(Math.log(1000));
		expect(pathAEvidence(stratified, STARS, 0.1)!.decisive).toBeLessThan(Math.log(20));
		expect(stratified.buckets).toBe(336);
	});

	it('costs far less than 0.05 ms a bucket', () => {
		after(hours);
		const startMs = performance.now();
		for (let round = 0; round < 10; round++) {
			let path = PATH_A_START;
			for (const hour of hours) {
				path = afterBucket(path, STARS, [hour]);
				pathAEvidence(path, STARS, 0.1);
			}
		}
		expect((performance.now() - startMs) / (10 * hours.length)).toBeLessThan(0.05);
	});
});

describe('sampleOf', () => {
	it('sums counted scores', () => {
		expect(sampleOf([1, 0, 2], [-100, 0, 100])).toEqual({ n: 3, sum: 100, sumsq: 30_000 });
	});
});
