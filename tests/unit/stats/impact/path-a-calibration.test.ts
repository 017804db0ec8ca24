import { describe, expect, it } from 'vitest';
import { boardRun, covered, declared, eventRuns, splitRuns } from '../../../calibrate/path-a-table.ts';
import { adoptionRun, brokenAt } from '../../../calibrate/path-a-runs.ts';
import { seedsFrom, shareOf } from '../../../calibrate/seeds.ts';
import { ADOPTER_GAPS } from '../../../fixtures/impact-simulation-adoption.ts';

/* A short part of `npm run calibrate`, with seeds of its own; what it finds is the same every time. */
describe('path A, looked at every hour for 14 days', () => {
	it.each(['fifty', 'tiny', 'ramp', 'canary', 'cluster'] as const)('claims nothing where nothing is, in %s', (name) => {
		const runs = splitRuns(name, 0, seedsFrom(31_000, 30));
		expect(declared(runs)).toBeLessThanOrEqual(0.04);
		expect(covered(runs)).toBeGreaterThanOrEqual(0.95);
	});

	it('is needed: the usual comparison is fooled by a roll-out in stages', () => {
		const runs = splitRuns('ramp', 0, seedsFrom(31_000, 10));
		expect(shareOf(runs, ({ naiveAt }) => naiveAt !== null)).toBeGreaterThanOrEqual(0.9);
	});

	it('finds 0.2 stars, in the right direction', () => {
		const runs = splitRuns('fifty', 0.2, seedsFrom(32_000, 12));
		expect(declared(runs)).toBe(1);
		expect(runs.some(({ wrong }) => wrong)).toBe(false);
	});

	it('claims no change of volumes where there is none, and finds 15 %', () => {
		for (const name of ['fifty', 'ramp', 'overdispersed'] as const)
			expect(declared(eventRuns(name, 0, seedsFrom(33_000, 25)))).toBeLessThanOrEqual(0.04);
		expect(declared(eventRuns('fifty', 0.15, seedsFrom(34_000, 15)))).toBeGreaterThanOrEqual(0.95);
	});

	it('is not fooled by adopters who were happier before', () => {
		const runs = seedsFrom(35_000, 4).map((seed) => adoptionRun(ADOPTER_GAPS.constant, seed, { preHours: 336 }));
		expect(declared(runs)).toBe(0);
		expect(shareOf(runs, ({ naiveAt }) => naiveAt !== null)).toBe(1);
	});

	it('calls a split broken that is, and no other', () => {
		expect(seedsFrom(36_000, 30).filter((seed) => brokenAt(0.5, 0.5, seed) !== null)).toEqual([]);
		expect(shareOf(seedsFrom(37_000, 20), (seed) => brokenAt(0.5, 0.52, seed) !== null)).toBe(1);
	});

	it('names no false one on boards of twelve, and finds the effects', () => {
		const boards = seedsFrom(38, 4).map((seed) => boardRun(seed));
		expect(boards.every(({ falseShare }) => falseShare === 0)).toBe(true);
		expect(boards.reduce((sum, { found }) => sum + found, 0) / boards.length).toBeGreaterThanOrEqual(0.8);
	});
});
