import { describe, expect, it } from 'vitest';
import type { ImportQuestion } from '#lib/intake/import-answers.ts';
import { askedNow, withoutColumnOf } from '../../../src/routes/p/[slug]/import/asked.ts';

const question = (code: ImportQuestion['code'], field = 'at', params = {}): ImportQuestion => ({
	...{ code, field, params },
	options: ['a', 'b'],
	default: null
});
const [time, order, scale] = [question('no-time'), question('day-order'), question('scale', 'score')];

describe('askedNow', () => {
	it('keeps what is answered in its place, and adds what is new below', () => {
		const asked = [
			{ question: time, option: 'when' },
			{ question: scale, option: null }
		];
		expect(askedNow(asked, [order, scale])).toEqual([...asked, { question: order, option: null }]);
	});
	it('lets go of a question that is open and asked no more', () => {
		expect(askedNow([{ question: scale, option: null }], [])).toEqual([]);
	});
	it('asks for a column once, when the one that was chosen will not do', () => {
		const anew = question('not-a-time', 'at', { column: 'said' });
		expect(askedNow([{ question: time, option: 'said' }], [anew])).toEqual([{ question: anew, option: null }]);
	});
});

describe('withoutColumnOf', () => {
	it('forgets who asked for the column, and not how it is read', () => {
		const asked = [time, order, scale].map((one) => ({ question: one, option: 'a' }));
		expect(withoutColumnOf(asked, 'at').map((one) => one.question.code)).toEqual(['day-order', 'scale']);
	});
});
