import { describe, expect, it } from 'vitest';
import { counted, duration, fileSize, printable } from '../../../src/cli/printable.ts';

describe('printable', () => {
	it('keeps text on one line, without control characters, and cuts it', () => {
		expect(printable(' a\n\u001b[31mb\u0007\u009bc\u2028d ')).toBe('a [31mb c d');
		expect(printable('abcdef', 4)).toBe('abc…');
	});
});

describe('counted', () => {
	it('has a singular', () => expect([counted(1, 'row'), counted(12_677, 'row')]).toEqual(['1 row', '12,677 rows']));
});

describe('duration', () => {
	it.each([
		[0, '0.0 s'],
		[4210, '4.2 s'],
		[9949, '9.9 s'],
		[9990, '10 s'],
		[99_400, '99 s'],
		[100_000, '2 min'],
		[4_800_000, '1 h 20 min']
	])('of %d ms is %s', (ms, text) => expect(duration(ms)).toBe(text));
});

describe('fileSize', () => {
	it.each([
		[0, '0 bytes'],
		[999, '999 bytes'],
		[3_162_568, '3.2 MB'],
		[1e9, '1.0 GB'],
		[5e13, '50000.0 GB']
	])('of %d is %s', (bytes, text) => expect(fileSize(bytes)).toBe(text));
});
