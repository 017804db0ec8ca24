import type { SurveyChoices } from './import-answers.ts';
import { ImportError, type ImportFile } from './import-file.ts';
import {
	createTableReader,
	isJson,
	isJsonLines,
	jsonFormat,
	layoutOf,
	type FileFormat,
	type TextFormat
} from './file-format.ts';
import { createTextReader, encodingOf, isTextIn, unreadableKind } from './file-text.ts';
import { ALL_FIELDS } from './fields.ts';
import { headerLine } from './header-row.ts';
import { createSeparatedReader, type Layout } from './separated-rows.ts';
import { isReadable, type Column, type ReadableRow, type SourceRow, type TableReader } from './source-row.ts';

/** A file and what its beginning tells. */
export type Survey = Readonly<{
	file: ImportFile;
	/** As the file is read now, complete: what `ImportAnswers.file` keeps. */
	choices: SurveyChoices;
	format: FileFormat;
	encoding: string;
	/** Whether the encoding was guessed: no mark in the file, no valid UTF-8, nobody said it. */
	isEncodingGuessed: boolean;
	columns: readonly Column[];
	sample: readonly ReadableRow[];
	/** What ends the file below its table, as far as the sample shows it. */
	footer: readonly string[];
	/** Whether the sample is the file. */
	isWhole: boolean;
	/** About how many rows the file has; `null` where the sample does not tell. */
	expectedRows: number | null;
}>;

const SAMPLE_BYTES = 1_048_576;

function checkedEncoding(start: Uint8Array, asked: string | undefined): ReturnType<typeof encodingOf> {
	const kind = unreadableKind(start);
	if (kind !== null) throw new ImportError('not-a-table-file', { kind });
	const found = asked === undefined ? encodingOf(start) : { encoding: asked, isGuessed: false };
	if (!isTextIn(found.encoding, start)) throw new ImportError('not-text', { encoding: found.encoding });
	return found;
}

async function textFormat(name: string, text: string, { separator, header }: SurveyChoices): Promise<TextFormat> {
	if (isJsonLines(name)) return { kind: 'ndjson' };
	if (isJson(name, text)) return jsonFormat(text);
	const layout = layoutOf(text, separator);
	return { kind: 'separated', layout, headerLine: header ?? foundHeader(text, layout) };
}

function foundHeader(text: string, layout: Layout): number {
	const reader = createSeparatedReader(layout);
	return headerLine([...reader.read(text.slice(0, SAMPLE_BYTES / 4)), ...reader.end()]) ?? 1;
}

function headless(rows: readonly SourceRow[]): string {
	const [first] = rows;
	return first && !isReadable(first) ? `line ${first.line}: ${first.problem}` : '';
}

/** What a table's first rows tell, once they were read. @throws ImportError when there are no columns or no rows */
function surveyed(
	table: Pick<TableReader, 'columns' | 'footer'>,
	rows: readonly SourceRow[],
	isWhole: boolean
): Pick<Survey, 'columns' | 'sample' | 'footer' | 'isWhole'> {
	const columns = table.columns();
	if (!columns.some(({ isMet }) => isMet)) throw new ImportError('no-table', { reason: headless(rows) });
	if (isWhole && rows.length === 0)
		throw new ImportError('no-rows', { columns: columns.map(({ name }) => name).join(', ') });
	const footer = isWhole ? table.footer().flatMap((row) => (isReadable(row) ? row.cells.join(' ').trim() : [])) : [];
	return { columns, sample: rows.filter(isReadable), footer, isWhole };
}

async function surveyedWorkbook(file: ImportFile, choices: SurveyChoices): Promise<Survey> {
	const { surveyWorkbook } = await import('./workbook-file.ts');
	const { format, table, rows, isWhole } = await surveyWorkbook(file, choices);
	return {
		file,
		choices: { sheet: format.sheet.name, header: format.headerLine },
		format,
		encoding: 'utf-8',
		isEncodingGuessed: false,
		...surveyed(table, rows, isWhole),
		expectedRows: null
	};
}

const choicesOf = (format: TextFormat, encoding: string): SurveyChoices =>
	format.kind === 'separated'
		? { encoding, separator: format.layout.separator, header: format.headerLine }
		: { encoding };

/** Format, columns and first rows of a file, from its first megabyte. @throws ImportError when it holds no table */
export async function surveyFile(file: ImportFile, choices: SurveyChoices = {}): Promise<Survey> {
	if (file.bytes === 0) throw new ImportError('empty');
	const start = await file.read(0, SAMPLE_BYTES);
	if (unreadableKind(start) === 'zip') return surveyedWorkbook(file, choices);
	const { encoding, isGuessed } = checkedEncoding(start, choices.encoding);
	const text = createTextReader(encoding).read(start);
	const format = await textFormat(file.name, text, choices);
	const isWhole = start.length >= file.bytes;
	const table = await createTableReader(format, ALL_FIELDS);
	const rows: SourceRow[] = [...table.read(text), ...(isWhole ? table.end() : [])];
	return {
		file,
		choices: choicesOf(format, encoding),
		format,
		encoding,
		isEncodingGuessed: isGuessed,
		...surveyed(table, rows, isWhole),
		expectedRows: isWhole ? null : Math.ceil((rows.length / start.length) * file.bytes)
	};
}
