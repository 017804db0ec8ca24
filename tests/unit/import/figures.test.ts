import { describe, expect, it } from 'vitest';
import { fileSize } from '../../../src/routes/p/[slug]/import/file-size.ts';
import { shareDone } from '../../../src/routes/p/[slug]/import/share-done.ts';

const counts = { rows: 0, blank: 0, footer: 0, accepted: 0, duplicates: 0, updated: 0, unreadable: 0 };
const progress = { counts, rejected: 0, settled: 50, fileShare: 0.2, elapsedMs: 1000 };

describe('shareDone', () => {
	it('goes by rows where their number is known', () => expect(shareDone(progress, 200)).toBe(0.25));
	it('goes by the file else', () => expect(shareDone(progress, null)).toBe(0.2));
	it('never goes beyond the end', () => expect(shareDone(progress, 40)).toBe(1));
	it('is nothing before the first word', () => expect(shareDone(null, 40)).toBe(0));
});

describe('fileSize', () => {
	it.each([
		[1, '1 kB'],
		[902_600, '903 kB'],
		[3_160_000, '3.2 MB'],
		[250_000_000, '250 MB']
	])('says %i bytes as %s', (bytes, words) => expect(fileSize(bytes, 'en')).toBe(words));
});
