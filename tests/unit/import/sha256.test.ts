import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowIds } from '#lib/intake/row-ids.ts';
import { sha256 } from '../../../src/routes/p/[slug]/import/sha256.ts';

const ofNode = (text: string): string => hash('sha256', text, 'base64url');

describe('sha256 of the browser', () => {
	it('is the one of Node, so that ids of the page and of the command are equal', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256(text) === ofNode(text)));
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => sha256(text) === ofNode(text)));
	});
	it('is the published one', () => {
		// FIPS 180-2, appendix B.1, as base64url.
		expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
		expect(sha256('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
	});
	it('gives the same row ids', () => {
		const [page, command] = [createRowIds(sha256), createRowIds(ofNode)];
		for (const row of ['{"a":1}', '{"a":1}', '{"text":"很好用 \ud800"}']) expect(page(row)).toBe(command(row));
	});
});
