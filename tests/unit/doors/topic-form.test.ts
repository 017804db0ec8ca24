import { describe, expect, it } from 'vitest';
import { readTopicForm } from '#lib/server/doors/topic-form.ts';

const form = (fields: readonly (readonly [string, string])[]) => {
	const made = new FormData();
	for (const [name, value] of fields) made.append(name, value);
	return made;
};

describe('readTopicForm', () => {
	it('makes a topic of the chosen terms, with both ways to write an apostrophe', () => {
		const read = readTopicForm(
			form([
				['name', ' Offline '],
				['term', 'won’t load'],
				['term', 'no connection']
			]),
			[]
		);
		expect(read).toEqual({
			...{ name: 'Offline', terms: ['won’t load', "won't load", 'no connection'], aboutProduct: true }
		});
	});

	it('adds to the topic that has the name, whose mark stays', () => {
		const saved = [{ name: 'Campaign', terms: ['boycott'], aboutProduct: false }];
		const read = readTopicForm(
			form([
				['name', 'Campaign'],
				['term', 'boycott'],
				['term', 'one star']
			]),
			saved
		);
		expect(read).toEqual({ name: 'Campaign', terms: ['boycott', 'one star'], aboutProduct: false });
	});

	it('marks what is not about the product', () => {
		const read = readTopicForm(
			form([
				['name', 'a'],
				['term', 'b'],
				['aside', 'on']
			]),
			[]
		);
		expect(read).toMatchObject({ aboutProduct: false });
	});

	it('says what is missing or too much', () => {
		expect(
			readTopicForm(
				form([
					['name', ' '],
					['term', 'b']
				]),
				[]
			)
		).toEqual({ wrong: 'name', name: ' ' });
		expect(readTopicForm(form([['name', 'a']]), [])).toEqual({ wrong: 'terms', name: 'a' });
		const full = [{ name: 'a', terms: Array.from({ length: 100 }, (_, i) => `t${i}`), aboutProduct: true }];
		expect(
			readTopicForm(
				form([
					['name', 'a'],
					['term', 'b']
				]),
				full
			)
		).toEqual({ wrong: 'terms', name: 'a' });
	});
});
