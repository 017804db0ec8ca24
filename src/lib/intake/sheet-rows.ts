import type { ImportFile } from './import-file.ts';
import { LONGEST_ROW, type SourceRow } from './source-row.ts';
import { unescaped, type Sheet, type Workbook } from './workbook.ts';
import { workbookTimeText } from './workbook-times.ts';
import { readXml } from './xml-events.ts';

/** From this size on a workbook has rounded a number so that digits are lost: it is written so that this shows. */
const ROUNDED_FROM = 1e16;

/** As many as spreadsheets have; the cells before one far beyond would fill the memory. */
const MOST_COLUMNS = 16_384;

function numberText(written: string): string {
	const number = Number(written);
	if (!Number.isFinite(number)) return written;
	return Math.abs(number) >= ROUNDED_FROM ? number.toExponential().toUpperCase() : String(number);
}

/** The place of a cell called `AB12`: 27. */
function placeOf(reference: string): number {
	let place = 0;
	for (const letter of reference) {
		const value = letter.charCodeAt(0) - 64;
		if (value < 1 || value > 26) break;
		place = place * 26 + value;
	}
	return place - 1;
}

function cellText(
	{ type, style, written }: { type: string; style: number; written: string },
	{ texts, timeFormats, from1904 }: Workbook
): string {
	if (written === '') return '';
	if (type === 's') return texts[Number(written)] ?? '';
	if (type === 'b') return written === '1' ? 'true' : 'false';
	if (type === 'e') return '';
	if (type !== 'n') return unescaped(written);
	const format = timeFormats[style] ?? 'number';
	const time = format === 'number' ? null : workbookTimeText(Number(written), format, from1904);
	return time ?? numberText(written);
}

/** Rows of a sheet with the share of it that is behind them; cells that hold nothing at a row's end are not there. */
export async function* readSheetRows(
	file: ImportFile,
	workbook: Workbook,
	sheet: Sheet
): AsyncGenerator<Readonly<{ rows: SourceRow[]; share: number }>> {
	let rows: SourceRow[] = [];
	let line = 0;
	let cells: string[] = [];
	let cell = { place: -1, type: 'n', style: 0, written: '' };
	let isValue = false;
	let isPhonetic = false;
	const pieces = readXml(file, sheet.entry, {
		open: (name, attributes) => {
			if (name === 'row') {
				line = Number(attributes['r'] ?? line + 1);
				cells = [];
				cell = { ...cell, place: -1 };
			} else if (name === 'c') {
				const place = attributes['r'] === undefined ? cell.place + 1 : placeOf(attributes['r']);
				cell = { place, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), written: '' };
			} else if (name === 'rPh') isPhonetic = true;
			isValue = name === 'v' || name === 't';
		},
		text: (text) => {
			if (isValue && !isPhonetic && cell.written.length < LONGEST_ROW) cell.written += text;
		},
		close: (name) => {
			isValue = false;
			if (name === 'rPh') isPhonetic = false;
			else if (name === 'c') {
				const text = cellText(cell, workbook);
				if (text === '' || cell.place >= MOST_COLUMNS) return;
				while (cells.length < cell.place) cells.push('');
				cells[cell.place] = text;
			} else if (name === 'row') rows.push({ line, cells });
		}
	});
	for await (const share of pieces) {
		yield { rows, share };
		rows = [];
	}
	yield { rows, share: 1 };
}
