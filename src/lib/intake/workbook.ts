import { ImportError, type ImportFile } from './import-file.ts';
import { readXml, type XmlListener } from './xml-events.ts';
import { readZipEntries, readZipEntry, type ZipEntry } from './zip-entries.ts';
import { timeFormat, type TimeFormat } from './workbook-times.ts';

export type Sheet = Readonly<{ name: string; entry: ZipEntry; rows: number }>;

/** What the rows of every sheet need: texts are kept once for the whole workbook. */
export type Workbook = Readonly<{
	/** Those that are seen, in their order. */
	sheets: readonly Sheet[];
	texts: readonly string[];
	/** By the number of a cell's style: what of a time its number is. */
	timeFormats: readonly TimeFormat[];
	/** Whether days are counted from 1904. */
	from1904: boolean;
}>;

async function readAll(file: ImportFile, entry: ZipEntry | undefined, listener: XmlListener): Promise<void> {
	if (!entry) return;
	for await (const _ of readXml(file, entry, listener));
}

/** `_x000D_` is how a workbook writes characters that XML lacks. */
export const unescaped = (text: string): string =>
	text.includes('_x')
		? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
		: text;

/** Texts as cells point at them; how a word is pronounced (`rPh`) is no part of it. */
async function readTexts(file: ImportFile, entry: ZipEntry | undefined): Promise<string[]> {
	const texts: string[] = [];
	let parts = '';
	let isText = false;
	let isPhonetic = false;
	await readAll(file, entry, {
		open: (name) => {
			if (name === 'si') parts = '';
			if (name === 'rPh') isPhonetic = true;
			isText = name === 't';
		},
		text: (text) => {
			if (isText && !isPhonetic) parts += text;
		},
		close: (name) => {
			if (name === 'si') texts.push(unescaped(parts));
			if (name === 'rPh') isPhonetic = false;
			isText = false;
		}
	});
	return texts;
}

async function readTimeFormats(file: ImportFile, entry: ZipEntry | undefined): Promise<TimeFormat[]> {
	const codes = new Map<number, string>();
	const formats: TimeFormat[] = [];
	let isCellFormat = false;
	await readAll(file, entry, {
		open: (name, { numFmtId = '0', formatCode = '' }) => {
			if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
			if (name === 'cellXfs') isCellFormat = true;
			if (name === 'xf' && isCellFormat) formats.push(timeFormat(Number(numFmtId), codes.get(Number(numFmtId))));
		},
		close: (name) => {
			if (name === 'cellXfs') isCellFormat = false;
		}
	});
	return formats;
}

/** How many rows a sheet has, without parsing it. */
async function countRows(file: ImportFile, entry: ZipEntry): Promise<number> {
	const decoder = new TextDecoder();
	let rows = 0;
	let held = '';
	for await (const { bytes } of readZipEntry(file, entry)) {
		const text = held + decoder.decode(bytes, { stream: true });
		rows += text.split(/<(?:\w+:)?row[ >]/).length - 1;
		held = text.slice(text.lastIndexOf('<')).slice(0, 64);
		if (/^<(?:\w+:)?row[ >]/.test(held)) held = '';
	}
	return rows;
}

/** Opens a workbook. @throws ImportError when it is broken, or a zip file of another kind */
export async function readWorkbook(file: ImportFile): Promise<Workbook> {
	const entries = new Map((await readZipEntries(file)).map((entry) => [entry.name, entry]));
	const book = entries.get('xl/workbook.xml');
	if (!book) throw new ImportError('not-a-table-file', { kind: 'zip' });
	const targets = new Map<string, string>();
	await readAll(file, entries.get('xl/_rels/workbook.xml.rels'), {
		open: (name, { Id = '', Target = '' }) => {
			if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
		}
	});
	const listed: { name: string; entry: ZipEntry }[] = [];
	let from1904 = false;
	await readAll(file, book, {
		open: (name, attributes) => {
			if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
			const entry = entries.get(targets.get(attributes['r:id'] ?? '') ?? '');
			if (name === 'sheet' && entry && (attributes['state'] ?? 'visible') === 'visible')
				listed.push({ name: attributes['name'] ?? '', entry });
		}
	});
	const isOnly = listed.length === 1;
	const sheets: Sheet[] = [];
	for (const { name, entry } of listed) sheets.push({ name, entry, rows: isOnly ? 0 : await countRows(file, entry) });
	return {
		sheets,
		texts: await readTexts(file, entries.get('xl/sharedStrings.xml')),
		timeFormats: await readTimeFormats(file, entries.get('xl/styles.xml')),
		from1904
	};
}
