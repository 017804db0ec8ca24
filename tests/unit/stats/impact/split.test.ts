import { describe, expect, it } from 'vitest';
import { isSplitBroken, splitEvidence } from '#lib/stats/impact/split.ts';

describe('splitEvidence', () => {
	it('expects exactly 1 while people are split as planned', () => {
		const plan = [0.3, 0.7];
		let expected = 0;
		for (let first = 0; first <= 12; first++) {
			let ways = 1;
			for (let k = 1; k <= first; k++) ways = (ways * (12 - first + k)) / k;
			expected +=
				ways * plan[0]! ** first * plan[1]! ** (12 - first) * Math.exp(splitEvidence([first, 12 - first], plan));
		}
		expect(expected).toBeCloseTo(1, 10);
	});

	it('does not depend on the order in which people came', () => {
		// Predicting one after the other, as Pólya's urn does.
		const plan = [0.5, 0.2, 0.3];
		const seen = [0, 0, 0];
		let log = 0;
		for (const arm of [0, 2, 2, 1, 0, 0, 2, 1, 0, 0]) {
			const total = seen[0]! + seen[1]! + seen[2]!;
			log += Math.log((50 * plan[arm]! + seen[arm]!) / (50 + total) / plan[arm]!);
			seen[arm]! += 1;
		}
		expect(splitEvidence(seen, plan)).toBeCloseTo(log, 10);
	});

	it('calls a split broken that is far off, and only that', () => {
		expect(isSplitBroken(splitEvidence([50_100, 49_900], [0.5, 0.5]))).toBe(false);
		expect(isSplitBroken(splitEvidence([52_000, 48_000], [0.5, 0.5]))).toBe(true);
		expect(isSplitBroken(splitEvidence([0, 0], [0.5, 0.5]))).toBe(false);
	});

	it('stays finite for millions', () => {
		expect(splitEvidence([5_000_000, 5_000_000], [0.5, 0.5])).toBeLessThan(0);
	});

	it('is infinite when someone got a version that nobody should get', () => {
		expect(splitEvidence([10, 1], [1, 0])).toBe(Infinity);
		expect(splitEvidence([10, 0], [1, 0])).toBeCloseTo(0, 12);
	});

	it('rejects a plan that does not fit', () => {
		expect(() => splitEvidence([1, 2], [0.5, 0.4])).toThrow(RangeError);
		expect(() => splitEvidence([1, 2], [1])).toThrow(RangeError);
	});
});
