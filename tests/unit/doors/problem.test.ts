import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldErrors, problem, problemHeaders, unknownRowField } from '../../../src/lib/server/doors/problem.ts';

const Place = z.strictObject({ city: z.string('Must be a text.'), zip: z.string('Must be a text.').optional() });
const Person = z.strictObject({ name: z.string('Must be a text.'), places: z.array(Place, 'Must be a list.') });

function errorsOf(input: unknown) {
	const { error } = Person.safeParse(input);
	if (!error) throw new Error('it is right');
	return fieldErrors(error, unknownRowField, input);
}

describe('fieldErrors', () => {
	it('names every field with a dotted path', () => {
		expect(errorsOf({ name: 1, places: [{ city: 'a' }, { city: 2, zip: 3 }] })).toEqual([
			{ path: 'name', message: 'Must be a text.' },
			{ path: 'places.1.city', message: 'Must be a text.' },
			{ path: 'places.1.zip', message: 'Must be a text.' }
		]);
	});

	it('says what is missing, and not of what is only wrong', () => {
		expect(errorsOf({ places: [{}] })).toEqual([
			{ path: 'name', message: 'Is missing. Must be a text.' },
			{ path: 'places.0.city', message: 'Is missing. Must be a text.' }
		]);
		expect(errorsOf({ name: null, places: null }).map(({ message }) => message)).toEqual([
			'Must be a text.',
			'Must be a list.'
		]);
	});

	it('names each unknown field, with the hint', () => {
		expect(errorsOf({ name: 'a', places: [{ city: 'b', x: 1, y: 2 }] })).toEqual([
			{ path: 'places.0.x', message: 'There is no field "x". Put it under "attributes".' },
			{ path: 'places.0.y', message: 'There is no field "y". Put it under "attributes".' }
		]);
	});

	it('names the first twenty of many unknown fields, and counts the others', () => {
		const fields = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`x${index}`, index]));
		const errors = errorsOf({ name: 'a', places: [], ...fields });
		expect(errors).toHaveLength(21);
		expect(errors.at(-1)).toEqual({ path: '', message: 'There are 30 more unknown fields.' });
	});

	it.each([null, 5, 'text', []])('says of %j as a whole that it is wrong', (input) => {
		expect(errorsOf(input)).toMatchObject([{ path: '', message: expect.not.stringContaining('missing') }]);
	});
});

describe('problem', () => {
	it('is an RFC 9457 object, without what was not given', () => {
		expect(problem(404)).toEqual({ type: 'about:blank', title: 'Not found', status: 404 });
		expect(problem(422, 'See errors.', [{ path: 'a', message: 'b' }])).toEqual({
			type: 'about:blank',
			title: 'Some fields are wrong',
			status: 422,
			detail: 'See errors.',
			errors: [{ path: 'a', message: 'b' }]
		});
	});
});

describe('problemHeaders', () => {
	it.each([429, 503])('says when to come again after %i', (status) => {
		expect(Number(problemHeaders(status)['retry-after'])).toBeGreaterThan(0);
	});
	it.each([400, 401, 403, 404, 409, 413, 422])('does not after %i', (status) => {
		expect(problemHeaders(status)).not.toHaveProperty('retry-after');
	});
});
