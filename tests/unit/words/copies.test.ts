import { describe, expect, it } from 'vitest';
import { createCopyFinder } from '#lib/words/copies.ts';
import { createRandom } from '../../fixtures/random.ts';

describe('createCopyFinder', () => {
	const random = createRandom();
	const text = (length: number) => Array.from({ length }, () => random.below(5000));

	it(`knows the same text again, and one with a few other words (seed ${random.seed})`, () => {
		const isCopy = createCopyFinder();
		let known = 0;
		for (let round = 0; round < 200; round++) {
			const words = text(40 + random.below(40));
			expect(isCopy(words)).toBe(false);
			expect(isCopy(words)).toBe(true);
			if (isCopy([...words.slice(0, -2), 5001, 5002])) known++;
		}
		// Bands find nearly all: one in 2,500 of texts so much alike shares none by chance.
		expect(known).toBeGreaterThanOrEqual(195);
	});

	it(`takes texts that share half of their words for two (seed ${random.seed})`, () => {
		const isCopy = createCopyFinder();
		for (let round = 0; round < 200; round++) {
			const words = text(40);
			expect([isCopy(words), isCopy([...words.slice(0, 20), ...text(20)])]).toEqual([false, false]);
		}
	});

	it('lets short texts be equal', () => {
		const isCopy = createCopyFinder();
		expect([isCopy([1, 2, 3, 4]), isCopy([1, 2, 3, 4])]).toEqual([false, false]);
		expect([isCopy([1, 2, 3, 4, 5]), isCopy([1, 2, 3, 4, 5])]).toEqual([false, true]);
		expect([isCopy([7, 7, 7, 7, 7, 7]), isCopy([])]).toEqual([false, false]);
	});
});
