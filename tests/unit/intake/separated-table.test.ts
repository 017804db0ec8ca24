import { createSeparatedTable } from '#lib/intake/separated-table.ts';
import { describe, expect, it } from 'vitest';

const tableOf = (text: string, headerLine = 1) => {
	const table = createSeparatedTable({ separator: ',', newline: '\n' }, headerLine);
	return { table, rows: [...table.read(text), ...table.end()] };
};

describe('createSeparatedTable', () => {
	it('takes the header’s line, and nothing above it', () => {
		const { table, rows } = tableOf('Reviews,,\n date ,rating,\n2026-01-31,5,x\n', 2);
		expect(table.columns().map(({ name }) => name)).toEqual(['date', 'rating', 'column 3']);
		expect(rows).toEqual([{ line: 3, cells: ['2026-01-31', '5', 'x'] }]);
	});

	it('skips and counts blank rows', () => {
		const { table, rows } = tableOf('a,b\n\n , \n1,2\n');
		expect(rows).toEqual([{ line: 4, cells: ['1', '2'] }]);
		expect(table.blankRows()).toBe(2);
	});

	it('counts the columns where there is no header', () => {
		const { table, rows } = tableOf('2026-01-31,5\n', 0);
		expect(table.columns().map(({ name }) => name)).toEqual(['column 1', 'column 2']);
		expect(rows).toHaveLength(1);
	});

	it('leaves out a footer, but no lone cell between rows', () => {
		const { table, rows } = tableOf('a,b,c\n1,2,3\n,x,\n4,5,6\n,At most 5000 rows,\nTotal\n');
		expect(rows.map(({ line }) => line)).toEqual([2, 3, 4]);
		expect(table.footer().map(({ line }) => line)).toEqual([5, 6]);
	});

	it('guesses no missing cell', () => {
		expect(tableOf('a,b\n1\n1,2,3\n1,2,\n').rows).toEqual([
			{ line: 2, problem: 'Has 1 cell where the header has 2: is a quote or a separator missing?' },
			{ line: 3, problem: 'Has 3 cells where the header has 2: is a quote or a separator missing?' },
			{ line: 4, cells: ['1', '2', ''] }
		]);
	});
});
