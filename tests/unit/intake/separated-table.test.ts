import { createSeparatedTable } from '#lib/intake/separated-table.ts';
import { describe, expect, it } from 'vitest';

const tableOf = (text: string) => {
	const table = createSeparatedTable({ separator: ',', newline: '\n' });
	return { table, rows: [...table.read(text), ...table.end()] };
};

describe('createSeparatedTable', () => {
	it('takes the first row that is not blank for the header', () => {
		const { table, rows } = tableOf('\n date ,rating,\n2026-01-31,5,x\n');
		expect(table.columns().map(({ name }) => name)).toEqual(['date', 'rating', 'column 3']);
		expect(rows).toEqual([{ line: 3, cells: ['2026-01-31', '5', 'x'] }]);
	});

	it('skips and counts blank rows', () => {
		const { table, rows } = tableOf('a,b\n\n , \n1,2\n');
		expect(rows).toEqual([{ line: 4, cells: ['1', '2'] }]);
		expect(table.blankRows()).toBe(2);
	});

	it('guesses no missing cell', () => {
		expect(tableOf('a,b\n1\n1,2,3\n1,2,\n').rows).toEqual([
			{ line: 2, problem: 'Has 1 cell where the header has 2: is a quote or a separator missing?' },
			{ line: 3, problem: 'Has 3 cells where the header has 2: is a quote or a separator missing?' },
			{ line: 4, cells: ['1', '2', ''] }
		]);
	});
});
