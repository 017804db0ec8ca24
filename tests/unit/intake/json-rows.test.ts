import { createJsonReader, jsonShape, type JsonShape } from '#lib/intake/json-rows.ts';
import { isReadable } from '#lib/intake/source-row.ts';
import { describe, expect, it } from 'vitest';

/** What the rows hold, whichever way the text is cut. */
function read(text: string, shape: JsonShape, pieceLength = text.length) {
	const reader = createJsonReader(shape, []);
	const rows = [];
	for (let from = 0; from < text.length; from += pieceLength)
		rows.push(...reader.read(text.slice(from, from + pieceLength)));
	rows.push(...reader.end());
	const names = reader.columns().map(({ name }) => name);
	return rows.map((row) =>
		isReadable(row)
			? { line: row.line, ...Object.fromEntries(row.cells.map((cell, place) => [names[place], cell])) }
			: row
	);
}

const LIST: JsonShape = { path: [], isKeyed: false };

describe('jsonShape', () => {
	it.each([
		['[{"a":1}]', LIST],
		['{"a":{"x":1},"b":{"x":2}}', { path: [], isKeyed: true }],
		['{"-Nx1":{"x":1}}', { path: [], isKeyed: true }],
		['{"count":2,"reviews":[{"x":1},{"x":2}]}', { path: ['reviews'], isKeyed: false }],
		['{"data":{"reviews":[{"x":1}]}}', { path: ['data', 'reviews'], isKeyed: false }],
		['{"reviews":[{"x":1},{"x":', { path: ['reviews'], isKeyed: false }],
		['{"a":1,"user":{"id":2}}', null],
		['{"a":1}\n{"a":2}\n', null]
	])('finds the rows of %j', (text, shape) => expect(jsonShape(text)).toEqual(shape));
});

describe('createJsonReader', () => {
	const text =
		'[\n  {"id": 1, "user": {"id": "u\\"1]", "tags": ["a", "b"]}, "text": "a, {b} [c] \\\\"},\n  {"id": 2, "late": true}\n, 3]';
	const rows = [
		{ line: 2, id: '1', 'user.id': 'u"1]', 'user.tags': '["a","b"]', text: 'a, {b} [c] \\' },
		{ line: 3, id: '2', 'user.id': '', 'user.tags': '', text: '', late: 'true' },
		{ line: 4, problem: 'Is not one JSON object.' }
	];

	it.each([1, 2, 3, 7, 1000])('reads an array in pieces of %i, with nested values by their path', (pieceLength) => {
		expect(read(text, LIST, pieceLength)).toEqual(rows);
	});

	it('gives the key of an object as its id, unless it has one', () => {
		expect(read('{"x-1":{"a":1},"x-2":{"id":"own","a":2}}', { path: [], isKeyed: true })).toMatchObject([
			{ id: 'x-1', a: '1' },
			{ id: 'own', a: '2' }
		]);
	});

	it('reads only what stands under the path', () => {
		const wrapped = '{"meta":{"rows":[{"a":0}],"a":[1]},"rows":[{"a":1},{"a":2}],"next":null}';
		for (const pieceLength of [1, 5, 100])
			expect(read(wrapped, { path: ['rows'], isKeyed: false }, pieceLength).map((row) => 'a' in row && row.a)).toEqual([
				'1',
				'2'
			]);
	});

	it('says that a file is cut short', () => {
		expect(read('[{"a":1},{"a":', LIST)).toMatchObject([
			{ a: '1' },
			{ problem: 'The file ends in the middle of its JSON.' }
		]);
	});

	it('keeps the attributes of a row apart', () => {
		const reader = createJsonReader(LIST, []);
		expect(reader.read('[{"a":1,"attributes":{"seats":3}}]')).toEqual([
			{ line: 1, cells: ['1'], attributes: { seats: 3 } }
		]);
	});
});
