import { createSeparatedReader } from '#lib/intake/separated-rows.ts';
import { LONGEST_ROW, type SourceRow } from '#lib/intake/source-row.ts';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const CSV = { separator: ',', newline: '\n' } as const;

function rowsOf(chunks: readonly string[], layout: Parameters<typeof createSeparatedReader>[0] = CSV): SourceRow[] {
	const reader = createSeparatedReader(layout);
	return [...chunks.flatMap((chunk) => reader.read(chunk)), ...reader.end()];
}

const cellsOf = (text: string) => rowsOf([text]).map((row) => ('cells' in row ? row.cells : row.problem));
const linesOf = (text: string) => rowsOf([text]).map((row) => row.line);

describe('createSeparatedReader', () => {
	it.each([
		[
			'plain cells',
			'a,b\nc,d\n',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		[
			'a last line without a line break',
			'a,b\nc,d',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		[
			'empty cells',
			',\n,,',
			[
				['', ''],
				['', '', '']
			]
		],
		[
			'CRLF',
			'a,b\r\n"c","d"\r\n',
			[
				['a', 'b'],
				['c', 'd']
			]
		],
		['separators in quotes', '"a,b",c', [['a,b', 'c']]],
		['doubled quotes', '"say ""hi""",""', [['say "hi"', '']]],
		[
			'line breaks in quotes',
			'"a\n\nb",c\nd,e',
			[
				['a\n\nb', 'c'],
				['d', 'e']
			]
		],
		[
			'CRLF in quotes',
			'"a\r\nb",c\r\nd,e',
			[
				['a\r\nb', 'c'],
				['d', 'e']
			]
		],
		['blank lines', 'a\n\nb', [['a'], [''], ['b']]],
		['a quote inside a plain cell', 'a 6" phone,b', [['a 6" phone', 'b']]],
		['a quoted word at the start of a plain cell', '"Best" app ever,b', [['"Best" app ever', 'b']]],
		['spaces before a quote', 'a, "b', [['a', ' "b']]],
		['NUL', 'a\0,b', [['a\0', 'b']]]
	])('reads %s', (_, text, rows) => expect(cellsOf(text)).toEqual(rows));

	it('reads tabs and old Mac line breaks', () => {
		expect(rowsOf(['a\tb,c\rd\t"e\rf"'], { separator: '\t', newline: '\r' })).toEqual([
			{ line: 1, cells: ['a', 'b,c'] },
			{ line: 2, cells: ['d', 'e\rf'] }
		]);
	});

	it('counts the lines of the file, also those within quotes', () => {
		expect(linesOf('h\n"a\nb"\nc\n\n"d\r\ne\r\nf"\r\ng')).toEqual([1, 2, 4, 5, 6, 9]);
	});

	it.each([
		['is never closed', '1,a\n2,"lost\n3,c\n4,d'],
		['closes at the next opening one', '1,a\n2,"lost\n3,c "quoted" word\n4,d']
	])('gives up one row where a quote %s', (_, text) => {
		const rows = rowsOf([text]);
		expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
		expect(rows.filter((row) => 'problem' in row)).toEqual([
			{ line: 2, problem: 'A quote opens here and is not closed properly.' }
		]);
	});

	it('gives up a row that is too long, and reads the next', () => {
		const text = `${'x'.repeat(2 * LONGEST_ROW)}\nb\n`;
		const chunks = text.match(/[\s\S]{1,300000}/g) ?? [];
		expect(rowsOf(chunks)).toMatchObject([
			{ line: 1, problem: expect.stringMatching(/^Longer/) },
			{ line: 2, cells: ['b'] }
		]);
	});

	it('finds the rows after a quote that swallows more than a row may have', () => {
		const text = `a\n"lost\n${'row\n'.repeat(300_000)}`;
		const chunks = text.match(/[\s\S]{1,262144}/g) ?? [];
		const rows = rowsOf(chunks);
		expect(rows).toHaveLength(300_002);
		expect(rows.filter((row) => 'problem' in row)).toMatchObject([{ line: 2 }]);
		expect(rows.at(-1)).toEqual({ line: 300_002, cells: ['row'] });
	});

	const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r\n', ' '), maxLength: 6 });
	const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
	const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

	it('gives back what was written, wherever the text is cut', () => {
		fc.assert(
			fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 7 }), (rows, newline, size) => {
				const text = rows.map((row) => row.map(quoted).join(',')).join(newline);
				const chunks = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
				expect(rowsOf(chunks).map((row) => 'cells' in row && row.cells)).toEqual(rows);
			})
		);
	});

	it('agrees with csv-parse on whatever that reads without a complaint', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n'), maxLength: 30 });
		const parsed = (csv: string): string[][] | null => {
			try {
				return parse(csv, { relax_column_count: true, record_delimiter: '\n' });
			} catch {
				return null;
			}
		};
		fc.assert(
			fc.property(text, (csv) => {
				const expected = parsed(csv);
				fc.pre(expected !== null);
				expect(cellsOf(csv)).toEqual(expected);
			}),
			{ numRuns: 3000 }
		);
	});
});
