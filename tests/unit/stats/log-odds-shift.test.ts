import { describe, expect, it } from 'vitest';
import { discoveryLimit } from '#lib/stats/false-discoveries.ts';
import { logOddsShift } from '#lib/stats/log-odds-shift.ts';
import { twoSidedTail } from '#lib/stats/normal-tail.ts';
import { createRandom } from '../../fixtures/random.ts';

const sides = ([before, after]: readonly [number, number]) => ({ before, after });

describe('logOddsShift', () => {
	// The formula written out once more, in Python's math.
	it.each([
		{ said: [3, 120], of: [101, 391], weight: 50, share: 0.25, shift: 1.322992418475, z: 4.600916462049 },
		{ said: [0, 1], of: [100, 100], weight: 50, share: 0.005, shift: 1.616138105004, z: 0.736635206237 },
		{ said: [40, 20], of: [1000, 800], weight: 100, share: 60 / 1800, shift: -0.432291466707, z: -1.65750468747 },
		{ said: [7, 0], of: [20, 500], weight: 10, share: 7 / 520, shift: -7.074814474585, z: -2.563872321341 }
	] as const)('is as computed elsewhere for $said of $of', ({ said, of, weight, share, shift, z }) => {
		const found = logOddsShift(sides(said), sides(of), { weight, share });
		expect(found.shift).toBeCloseTo(shift, 11);
		expect(found.z).toBeCloseTo(z, 11);
	});

	const random = createRandom();
	it(`turns its sign when the sides swap (seed ${random.seed})`, () => {
		for (let round = 0; round < 200; round++) {
			const of = [1 + random.below(500), 1 + random.below(500)] as const;
			const said = [random.below(of[0] + 1), random.below(of[1] + 1)] as const;
			const prior = { weight: 1 + random.below(100), share: (1 + random.below(98)) / 100 };
			const there = logOddsShift(sides(said), sides(of), prior);
			const back = logOddsShift(sides([said[1], said[0]]), sides([of[1], of[0]]), prior);
			expect(back.z).toBeCloseTo(-there.z, 10);
		}
	});

	it('believes less of a rare term the more the prior weighs', () => {
		const found = [20, 100, 500, 5000].map((weight) =>
			logOddsShift({ before: 0, after: 3 }, { before: 200, after: 200 }, { weight, share: 0.0075 })
		);
		for (const [index, { shift }] of found.entries()) expect(shift).toBeLessThan(found[index - 1]?.shift ?? Infinity);
		for (const { z } of found) expect(z).toBeLessThan(1.96);
	});

	it('says nothing where nobody answered', () => {
		expect(logOddsShift({ before: 0, after: 0 }, { before: 0, after: 0 }, { weight: 50, share: 0.1 }).z).toBe(0);
	});

	it('rejects what cannot have been counted', () => {
		const of = { before: 2, after: 2 };
		expect(() => logOddsShift({ before: 3, after: 0 }, of, { weight: 50, share: 0.1 })).toThrow(RangeError);
		expect(() => logOddsShift({ before: 1, after: 0.5 }, of, { weight: 50, share: 0.1 })).toThrow(RangeError);
		expect(() => logOddsShift({ before: 1, after: 0 }, of, { weight: 50, share: 0 })).toThrow(RangeError);
	});
});

describe('twoSidedTail', () => {
	// erfc(z / √2) of the C library.
	it.each([
		[0, 1],
		[0.5, 0.6170750774519738],
		[1.959963984540054, 0.05],
		[2.4, 0.016395071849192276],
		[2.6, 0.009322376047437502],
		[-4, 6.334248366623993e-5],
		[8, 1.2441921148543639e-15]
	])('of %f is %d', (z, tail) => expect(twoSidedTail(z) / tail).toBeCloseTo(1, 11));
});

describe('discoveryLimit', () => {
	// Benjamini & Hochberg (1995), section 4: fifteen comparisons, of which four are called.
	it('is as in the paper', () => {
		const pValues = [0.0201, 0.0001, 0.0019, 0.0095, 0.0004, 0.0278, 0.0298, 0.0344, 0.0459, 0.324];
		expect(discoveryLimit([...pValues, 0.4262, 0.5719, 0.6528, 0.759, 1], 0.05)).toBe(0.0095);
	});

	it('is none among what chance alone gives', () => {
		expect(discoveryLimit([0.3, 0.8, 0.06], 0.05)).toBeNull();
		expect(discoveryLimit([], 0.05)).toBeNull();
	});
});
