import type { ImportNote, ImportQuestion } from '#lib/intake/import-answers.ts';
import type { ImportError } from '#lib/intake/import-file.ts';
import { quotedCell } from '#lib/intake/source-row.ts';

type Params = Readonly<Record<string, string>>;

const NO_FILE_KINDS: Params = {
	zip: 'a zip file, and not a workbook. Unpack it first.',
	'old-excel': 'an old Excel workbook. Save it as .xlsx or CSV first.',
	gzip: 'compressed with gzip. Unpack it first.',
	pdf: 'a PDF. A table is needed: CSV, TSV, JSON, NDJSON or XLSX.'
};

/** Why a file cannot be imported at all. */
export function troubleText({ code, params }: ImportError, path: string): string {
	switch (code) {
		case 'empty':
			return `${path} is empty.`;
		case 'not-a-table-file':
			return `${path} cannot be imported. It is ${NO_FILE_KINDS[params['kind'] ?? ''] ?? 'no table.'}`;
		case 'not-text':
			return `${path} is not ${params['encoding'] ?? ''} text. Name its encoding: --encoding gb18030, windows-1252, …`;
		case 'no-table':
			return `${path} holds no table: ${params['reason'] || 'no header was found.'}`;
		case 'no-rows':
			return `${path} holds a header (${quotedCell(params['columns'] ?? '')}) and no rows below it.`;
		case 'no-sheet':
			return `There is no sheet ${quotedCell(params['sheet'] ?? '')}: the workbook has ${params['sheets'] ?? ''}.`;
		case 'broken':
			return `${path} cannot be read: it is damaged, or ends too early.`;
	}
}

const ID_REASONS: Params = { rounded: 'it was rounded by a spreadsheet', repeats: 'its values repeat' };
const ORDERS: Params = { 'day-month': 'day before month', 'month-day': 'month before day' };

/** What was assumed, as it stands beside a field. */
export function noteText({ code, params }: ImportNote, zoneReason: string): string {
	switch (code) {
		case 'by-values':
			return 'by its values';
		case 'id-not-used':
			return `${quotedCell(params['column'] ?? '')} is not used: ${ID_REASONS[params['reason'] ?? ''] ?? ''}`;
		case 'id-known':
			return 'what is there already under an id is not added';
		case 'scale-by-name':
			return `on the ${params['scale'] ?? ''} scale, by the column’s name and values`;
		case 'scale-by-values':
			return `on the ${params['scale'] ?? ''} scale, by the column’s values`;
		case 'day-order':
			return ORDERS[params['order'] ?? ''] ?? '';
		case 'excel-days':
			return 'days as spreadsheets count them';
		case 'zone':
			return `${params['wall'] ?? ''} without a zone read as ${params['zone'] ?? ''} (${zoneReason})`;
		case 'dates-roll-out':
			return 'dates, so rolled out gradually from that day on';
		case 'first-line':
			return 'first line of the text';
		case 'original-kept':
			return 'what was written is kept under attributes.rating';
	}
}

const columnList = ({ options }: ImportQuestion): string => options.join(', ');

/** A question that nobody can leave open, as the error that it is. */
export function blockerText(question: ImportQuestion): string {
	const { field, code, params } = question;
	const column = quotedCell(params['column'] ?? '');
	const needs = (fields: readonly string[]): string => {
		const hints = fields.map((one) => `--map ${one}=COLUMN`).join(' or ');
		return `No column is known to be ${fields.join(' or ')}: ${hints}, with one of ${columnList(question)}.`;
	};
	switch (code) {
		case 'no-time':
			return needs(['at']);
		case 'no-content':
			return needs(['score', 'text', 'title']);
		case 'no-version':
			return needs(['version']);
		case 'not-a-time':
			return `${column} does not look like a time: ${quotedCell(params['example'] ?? '')}. Map another column: --map at=COLUMN.`;
		case 'unknown-field':
			return `There is no field ${quotedCell(field)}: use ${columnList(question)}.`;
		case 'unknown-column':
			return `There is no column ${column}: the file has ${columnList(question)}.`;
		case 'both':
			return `${field} cannot have both a column and a value.`;
		case 'unknown-scale':
			return '--set scale= takes nps, csat, ces, stars or thumbs, stars:rounded, csat:-1..1 and the like.';
		case 'bad-id':
			return `${column} cannot be the id: ${ID_REASONS[params['reason'] ?? ''] ?? ''}, and equal ids count once.`;
		default:
			return askedText(question);
	}
}

/** A question with a default, and the option of the command that answers it. */
export function askedText({ code, params, options }: ImportQuestion): string {
	const column = quotedCell(params['column'] ?? '');
	const from = `${params['low'] ?? ''} to ${params['high'] ?? ''}`;
	const choice = `--set scale=${options.join(', ')}`;
	switch (code) {
		case 'day-order':
			return `${column} can be read in two ways: is ${quotedCell(params['example'] ?? '')} day-month-year (--date-format dmy) or month-day-year (--date-format mdy)?`;
		case 'zone':
			return 'In which zone are times without one? (--zone Asia/Shanghai and the like)';
		case 'scale':
			return `On which scale are the scores of ${column}, ${from}? (${choice})`;
		case 'half-scores':
			return `${column} has scores such as ${quotedCell(params['example'] ?? '')}: how are they rounded to whole ones? (${choice})`;
		case 'spread-scores':
			return `${column} has numbers from ${from}, which no scale has: onto which one are they spread? (${choice})`;
		case 'event-name':
			return `What are these events called? (--set name=…, or --map name=COLUMN)`;
		default:
			return code;
	}
}
