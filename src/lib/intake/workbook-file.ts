import { headerLine } from './header-row.ts';
import type { SurveyChoices } from './import-answers.ts';
import { ImportError, type ImportFile } from './import-file.ts';
import type { ImportPiece } from './import-rows.ts';
import { readSheetRows } from './sheet-rows.ts';
import type { SourceRow } from './source-row.ts';
import { createTableRows } from './table-rows.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook.ts';

/** This file and what it imports are loaded only for workbooks. */

export type WorkbookFormat = Readonly<{
	kind: 'xlsx';
	workbook: Workbook;
	sheet: Sheet;
	headerLine: number;
}>;

const SAMPLE_ROWS = 2000;

/** The sheet that is asked for, else the one with the most rows. */
function chosenSheet({ sheets }: Workbook, asked: string | undefined): Sheet {
	const names = sheets.map(({ name }) => name).join(', ');
	const found =
		asked === undefined
			? sheets.reduce<Sheet | undefined>((most, one) => (most && most.rows >= one.rows ? most : one), undefined)
			: sheets.find(({ name }) => name === asked);
	if (!found) throw new ImportError('no-sheet', { sheet: asked ?? '', sheets: names });
	return found;
}

/** A workbook's first rows, as they stand. */
export async function surveyWorkbook(file: ImportFile, choices: SurveyChoices) {
	const workbook = await readWorkbook(file);
	const sheet = chosenSheet(workbook, choices.sheet);
	const first: SourceRow[] = [];
	let isWhole = true;
	for await (const { rows } of readSheetRows(file, workbook, sheet)) {
		for (const row of rows) first.push(row);
		isWhole = first.length < SAMPLE_ROWS;
		if (!isWhole) break;
	}
	const line = choices.header ?? headerLine(first) ?? 1;
	const table = createTableRows({ headerLine: line, isRagged: true });
	const format: WorkbookFormat = { kind: 'xlsx', workbook, sheet, headerLine: line };
	return { format, table, rows: table.take(first), isWhole };
}

/** All rows of the sheet. */
export async function* readWorkbookRows(
	file: ImportFile,
	{ workbook, sheet, headerLine: line }: WorkbookFormat,
	signal: AbortSignal
): AsyncGenerator<ImportPiece> {
	const table = createTableRows({ headerLine: line, isRagged: true });
	for await (const { rows, share } of readSheetRows(file, workbook, sheet)) {
		if (signal.aborted) return;
		const bytes = Math.round(share * file.bytes);
		yield { rows: table.take(rows), bytes, blankRows: table.blankRows(), footerRows: 0 };
	}
	yield { rows: [], bytes: file.bytes, blankRows: table.blankRows(), footerRows: table.footer().length };
}
