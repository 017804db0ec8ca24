import { layoutOf } from '#lib/intake/file-format.ts';
import { createTextReader, encodingOf, isEncoding, isTextIn, unreadableKind } from '#lib/intake/file-text.ts';
import { describe, expect, it } from 'vitest';

const bytes = (...values: (number | string)[]) =>
	Uint8Array.from(values.flatMap((value) => (typeof value === 'string' ? [...Buffer.from(value)] : [value])));

describe('layoutOf', () => {
	it.each([
		['a,b\n1;2;3;4,x', ','],
		['a;b;"c,d,e,f"\n1;2;3,4\n', ';'],
		['a\tb\nx, y and z\t2\n', '\t'],
		['Report\n\na|b|c\n1|2, 3|4\n5|6|7\n', '|'],
		['only\n', ',']
	])('separates %j by %j', (text, separator) => expect(layoutOf(text, undefined)).toMatchObject({ separator }));

	it('sees old Mac line breaks, and takes what is asked', () => {
		expect(layoutOf('a,b\r1,2\r', ';')).toEqual({ separator: ';', newline: '\r' });
	});
});

describe('unreadableKind', () => {
	it('knows old workbooks and compressed files', () => {
		expect(unreadableKind(bytes(0xd0, 0xcf, 0x11, 0xe0))).toBe('old-excel');
		expect(unreadableKind(bytes(0x1f, 0x8b, 8))).toBe('gzip');
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
		expect(createTextReader(encodingOf(utf16).encoding).read(utf16)).toBe('你');
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

describe('encodingOf', () => {
	const found = (...parts: (number | string)[]) => encodingOf(bytes(...parts));
	it.each([
		[bytes(0xef, 0xbb, 0xbf, 'a'), 'utf-8', false],
		[bytes('plain, 你好'), 'utf-8', false],
		[Buffer.from('a,b\n1,2\n', 'utf16le'), 'utf-16le', true],
		[Buffer.from('a,b\n1,2\n', 'utf16le').swap16(), 'utf-16be', true],
		[bytes('at,', 0xc4, 0xda, 0xc8, 0xdd, '\n2026,', 0xba, 0xdc, 0xba, 0xc3, '\n'), 'gb18030', true],
		[bytes('caf', 0xe9, ', tr', 0xe8, 's bien, ', 0xe9, 't', 0xe9, '\n'), 'windows-1252', true],
		[bytes('sch', 0xf6, 'n, gr', 0xfc, 0xdf, 'e\n'), 'windows-1252', true]
	])('finds the encoding of %j', (start, encoding, isGuessed) =>
		expect(encodingOf(start)).toEqual({ encoding, isGuessed })
	);
	it('has a guess for anything', () => expect(found(0x80, 0xff).isGuessed).toBe(true));
});
