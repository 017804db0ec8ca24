import { createNdjsonReader } from '#lib/intake/ndjson-rows.ts';
import { describe, expect, it } from 'vitest';

describe('createNdjsonReader', () => {
	it('gives cells in the order of the columns, wherever the text is cut', () => {
		const reader = createNdjsonReader(['text']);
		const rows = [
			...reader.read('{"date":"2026-01-31","ra'),
			...reader.read('ting":4}\r\n\n{"text":"Hi","rating":null,"tags":[1]}')
		];
		expect([...rows, ...reader.end()]).toEqual([
			{ line: 1, cells: ['', '2026-01-31', '4'] },
			{ line: 3, cells: ['Hi', '', '', '[1]'] }
		]);
		expect(reader.columns()).toEqual([
			{ name: 'text', place: 0, isMet: true },
			{ name: 'date', place: 1, isMet: true },
			{ name: 'rating', place: 2, isMet: true },
			{ name: 'tags', place: 3, isMet: true }
		]);
		expect(reader.blankRows()).toBe(1);
	});

	it('tells expected keys that were not met', () => {
		const reader = createNdjsonReader(['text']);
		reader.read('{"a":1}\n');
		expect(reader.columns()).toEqual([
			{ name: 'text', place: 0, isMet: false },
			{ name: 'a', place: 1, isMet: true }
		]);
	});

	it('hands attributes on as they are', () => {
		const reader = createNdjsonReader([]);
		expect(reader.read('{"a":1,"attributes":{"plan":"pro","seats":3}}\n')).toEqual([
			{ line: 1, cells: ['1'], attributes: { plan: 'pro', seats: 3 } }
		]);
	});

	it.each(['{"a":', '[1]', '"text"', 'null'])('names the line of %s', (text) => {
		const reader = createNdjsonReader([]);
		expect(reader.read(`{"a":1}\n${text}\n`)).toMatchObject([
			{ line: 1 },
			{ line: 2, problem: 'Is not one JSON object.' }
		]);
	});
});
