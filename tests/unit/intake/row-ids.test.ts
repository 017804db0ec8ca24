import { createOrdinals } from '#lib/intake/ordinals.ts';
import { createRowIds } from '#lib/intake/row-ids.ts';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Two numbers of 30 bits that want this slot of 16, and differ from others by 5 bits and a key. */
const hashOf = (slot: number, tag: number, key: number): [number, number] => [slot << 26, (tag << 20) | key];

const evenHash = (text: string): [number, number] => {
	const bytes = createHash('sha256').update(text).digest();
	return [bytes.readUInt32BE(0) >>> 2, bytes.readUInt32BE(4) >>> 2];
};

describe('createOrdinals', () => {
	it('counts each hash for itself', () => {
		const { next } = createOrdinals();
		const hashes = ['a', 'b', 'a', 'a', 'b'].map(evenHash);
		expect(hashes.map((hash) => next(...hash))).toEqual([1, 1, 2, 3, 2]);
	});

	it('tells hashes apart that want the same slot', () => {
		const { next } = createOrdinals(null, 16);
		const hashes = [hashOf(3, 1, 0), hashOf(3, 2, 0), hashOf(3, 1, 1), hashOf(4, 1, 0), hashOf(3, 0, 0)];
		for (const ordinal of [1, 2, 3]) expect(hashes.map((hash) => next(...hash))).toEqual(hashes.map(() => ordinal));
	});

	it('goes on at the first slot after the last, and with more tables when one is full', () => {
		const { next } = createOrdinals(null, 16);
		const hashes = Array.from({ length: 500 }, (_, n) => hashOf(15, n % 32, n));
		for (const ordinal of [1, 2]) expect(hashes.map((hash) => next(...hash))).toEqual(hashes.map(() => ordinal));
	});

	it('counts on where a count outgrows its bits', () => {
		const { next } = createOrdinals(null, 16);
		for (let n = 1; n <= 100; n++) {
			expect(next(...hashOf(1, 31, 9))).toBe(n);
			expect(next(...hashOf(1, 6, n))).toBe(1);
		}
	});

	it.each([
		['a number that nobody knew', null],
		['as many rows as expected', 30_011],
		['far more rows than expected', 100]
	])('counts like a Map for %s', (_, expectedRows) => {
		const { next } = createOrdinals(expectedRows, 1000);
		const counts = new Map<string, number>();
		for (let n = 0; n < 50_000; n++) {
			const text = String((n * 7919) % 30_011);
			const count = (counts.get(text) ?? 0) + 1;
			counts.set(text, count);
			if (next(...evenHash(text)) !== count) expect.fail(`wrong count of ${text}`);
		}
	});
});

describe('createRowIds', () => {
	it('is the hash in base64url and the ordinal', () => {
		const newId = createRowIds(sha256);
		const start = sha256('a').slice(0, 22);
		expect([newId('a'), newId('a')]).toEqual([`${start}-1`, `${start}-2`]);
	});
	it('does not depend on the rows around', () => {
		const [older, newer] = [createRowIds(sha256), createRowIds(sha256)];
		newer('on top');
		expect(newer('a')).toBe(older('a'));
	});
});
