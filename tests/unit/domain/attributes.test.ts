import { describe, expect, it } from 'vitest';
import { Attributes } from '../../../src/lib/domain/feedback.ts';

const problems = (value: unknown) =>
	Attributes.safeParse(value).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('Attributes', () => {
	it('keeps texts, numbers and truth values as text, in their order', () => {
		const kept = [
			['plan', 'pro'],
			['seats', '1.5'],
			['paid', 'true']
		];
		expect(Attributes.parse({ plan: 'pro', seats: 1.5, paid: true })).toEqual(kept);
	});

	it.each([null, { toString: null }, [1], undefined, NaN, Infinity])('names a value that is %o', (value) => {
		expect(problems({ plan: value })).toEqual([['plan', 'Must be a text, a number or true/false.']]);
	});

	it('counts code points, of names and of values', () => {
		expect(problems({ ['𝒳'.repeat(128)]: '𝒳'.repeat(20_000) })).toBeUndefined();
		expect(problems({ ['𝒳'.repeat(129)]: 1 })?.[0]?.[1]).toBe('Has a name of more than 128 characters.');
		expect(problems({ plan: '𝒳'.repeat(20_001) })).toEqual([['plan', 'At most 20000 characters.']]);
	});

	it('takes fifty, and no list', () => {
		const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 1]));
		expect(problems(many(50))).toBeUndefined();
		expect(problems(many(51))).toEqual([['', 'At most 50 attributes.']]);
		expect(problems(['pro'])).toHaveLength(1);
	});
});
