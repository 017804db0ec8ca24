import { fileFormat, formatName } from '#lib/intake/file-format.ts';
import { createTextReader, encodingOf, isEncoding, isTextIn, unreadableKind } from '#lib/intake/file-text.ts';
import { describe, expect, it } from 'vitest';

const bytes = (...values: (number | string)[]) =>
	Uint8Array.from(values.flatMap((value) => (typeof value === 'string' ? [...Buffer.from(value)] : [value])));

describe('fileFormat', () => {
	it.each([
		['reviews.csv', 'a,b\n1;2;3;4', 'CSV'],
		['reviews.csv', 'a;b;"c,d,e,f"\n', 'CSV with semicolons'],
		['reviews.txt', 'a\tb\n', 'TSV'],
		['reviews.tsv', 'only', 'TSV'],
		['reviews.jsonl', '', 'NDJSON'],
		['reviews', ' {"a":1}', 'NDJSON'],
		['reviews.csv', 'only\n', 'CSV']
	])('reads %s beginning with %j as %s', (name, text, format) => {
		expect(formatName(fileFormat(name, text))).toBe(format);
	});

	it('sees old Mac line breaks', () => {
		expect(fileFormat('a.csv', 'a,b\r1,2\r')).toMatchObject({ layout: { newline: '\r' } });
	});
});

describe('unreadableKind', () => {
	it('knows workbooks and compressed files', () => {
		expect(unreadableKind(bytes('PK', 3, 4, 20))).toBe(
			'It is an Excel workbook or a zip file. Save it as CSV (UTF-8) first.'
		);
		expect(unreadableKind(bytes(0x1f, 0x8b, 8))).toBe('It is compressed with gzip. Unpack it first.');
		expect(unreadableKind(bytes('PK is a text'))).toBeNull();
	});
});

describe('createTextReader', () => {
	it('leaves out the byte order mark and NUL, and joins characters that were cut', () => {
		const reader = createTextReader('utf-8');
		const [first, second] = [bytes(0xef, 0xbb, 0xbf, 'a\0b', 0xc3), bytes(0xa9)];
		expect(reader.read(first) + reader.read(second) + reader.end()).toBe('abé');
	});

	it('reads UTF-16 by its mark and other encodings by name', () => {
		const utf16 = bytes(0xff, 0xfe, 0x60, 0x4f);
		expect(createTextReader(encodingOf(utf16)).read(utf16)).toBe('你');
		expect(createTextReader('gb18030').read(bytes(0xc4, 0xe3))).toBe('你');
	});

	it('knows which names and bytes are possible', () => {
		expect(isEncoding('gb18030')).toBe(true);
		expect(isEncoding('utf-9')).toBe(false);
		expect(isTextIn('utf-8', bytes('caf', 0xc3))).toBe(true);
		expect(isTextIn('utf-8', bytes('caf', 0xe9, 's'))).toBe(false);
		expect(isTextIn('utf-8', bytes('c', 0, 'a', 0))).toBe(false);
	});
});
