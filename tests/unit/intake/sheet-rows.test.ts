import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readSheetRows } from '#lib/intake/sheet-rows.ts';
import type { SourceRow } from '#lib/intake/source-row.ts';
import { readWorkbook } from '#lib/intake/workbook.ts';

/** A workbook of one sheet with these rows. */
function workbook(rows: string) {
	const bytes = zipSync({
		'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="One" r:id="r1"/></sheets></workbook>'),
		'xl/_rels/workbook.xml.rels': strToU8(
			'<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
		),
		'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)
	});
	return {
		name: 'book.xlsx',
		bytes: bytes.length,
		read: (from: number, to: number) => Promise.resolve(bytes.slice(from, to))
	};
}

async function rowsOf(rows: string): Promise<SourceRow[]> {
	const file = workbook(rows);
	const book = await readWorkbook(file);
	const all: SourceRow[] = [];
	for await (const piece of readSheetRows(file, book, book.sheets[0]!)) all.push(...piece.rows);
	return all;
}

describe('readSheetRows', () => {
	it('puts cells where their references say', async () => {
		const rows = await rowsOf('<row r="2"><c r="A2"><v>4</v></c><c r="C2"><v>5</v></c></row>');
		expect(rows).toEqual([{ line: 2, cells: ['4', '', '5'] }]);
	});
	it('leaves out a cell beyond the last column that a spreadsheet has', async () => {
		const rows = await rowsOf('<row r="1"><c r="A1"><v>4</v></c><c r="ZZZZZZ1"><v>5</v></c></row>');
		expect(rows).toEqual([{ line: 1, cells: ['4'] }]);
	});
});
