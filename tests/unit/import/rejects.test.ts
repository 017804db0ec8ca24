import { describe, expect, it } from 'vitest';
import { createRejects, reasonsOf } from '../../../src/routes/p/[slug]/import/rejects.ts';

describe('createRejects', () => {
	it('gives the first rows in the order of the file, and all of them as CSV', async () => {
		const rejects = createRejects();
		for (let line = 30; line > 0; line--) rejects.add(line, [{ path: 'at', message: `“${line}” is no "time".` }]);
		const { count, first, csv } = rejects.rejected();
		expect(count).toBe(30);
		expect(first.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
		// A Blob's text leaves the mark of UTF-8 out.
		const lines = (await csv.text()).replace('\uFEFF', '').split('\r\n');
		expect(lines).toHaveLength(32);
		expect(lines.slice(0, 2)).toEqual(['line,reasons', '1,"at: “1” is no ""time""."']);
	});
	it('names each field before its reason', () => {
		const errors = [
			{ path: 'at', message: 'Is empty.' },
			{ path: '', message: 'Has 2 cells.' }
		];
		expect(reasonsOf({ line: 1, errors })).toBe('at: Is empty. Has 2 cells.');
	});
});
