import { describe, expect, it } from 'vitest';
import { evidenceRadius, logEvidence } from '#lib/stats/impact/e-process.ts';

describe('logEvidence', () => {
	// R 4.2.2 with avlm 0.1.0 (commit e4d98c5), from the squared t, the degrees of freedom, precision and information.
	it.each([
		[0, 5, 1, 3, -0.693147180559945],
		[1, 20, 1, 10, -0.734270041856758],
		[4, 50, 10, 40, 0.753017189268825],
		[9, 1000, 50, 300, 2.86830880622532],
		[16, 1300, 100, 100, 3.61990211393113],
		[30, 300, 3, 2, 5.31929857600955]
	])('matches avlm for t² = %d with %d degrees of freedom', (t2, df, precision, information, expected) => {
		const fit = { estimate: Math.sqrt((t2 * 1) / information), information, residuals: df, df };
		expect(logEvidence(fit, precision)).toBeCloseTo(expected, 8);
	});
});

describe('evidenceRadius', () => {
	it('ends where the evidence reaches its threshold', () => {
		const fit = { estimate: 0, information: 320, residuals: 410, df: 400 };
		const radius = evidenceRadius(fit, 36);
		expect(logEvidence(fit, 36, radius)).toBeCloseTo(Math.log(20), 9);
	});

	it('is infinite while there is too little information', () => {
		expect(evidenceRadius({ information: 0.01, residuals: 3, df: 3 }, 50)).toBe(Infinity);
	});
});
