import { fieldMapping } from '#lib/intake/field-mapping.ts';
import { RELEASE_HEADERS } from '#lib/intake/release-headers.ts';
import { createReleaseRows } from '#lib/intake/release-rows.ts';
import { describe, expect, it } from 'vitest';
import { NAMES_ONLY } from './names-only.ts';

function rowsFor(names: readonly string[]) {
	const mapping = fieldMapping(
		names.map((name, place) => ({ name, place, isMet: true })),
		{ headers: RELEASE_HEADERS, columns: new Map(), constants: new Map(), takesAttributes: false, guess: NAMES_ONLY }
	);
	if ('problems' in mapping) throw new Error(mapping.problems.join());
	return createReleaseRows(mapping, { dayOrder: null, clock: (wallMs) => wallMs - 3_600_000 });
}

describe('createReleaseRows', () => {
	it('trims versions and keeps a date a date', () => {
		const read = rowsFor(['version', 'date', 'release']);
		expect(read({ line: 2, cells: [' 6.0.210221', '2021年03月01日', 'Fixes.\n'] })).toEqual({
			release: { version: '6.0.210221', at: '2021-03-01', notes: 'Fixes.' }
		});
	});

	it('reads a wall time in the zone, and leaves out what is empty', () => {
		const read = rowsFor(['version', 'released', 'notes', 'url']);
		expect(read({ line: 2, cells: ['1', '2021-03-01 10:00', '', ''] })).toEqual({
			release: { version: '1', at: Date.parse('2021-03-01T09:00Z') }
		});
	});

	it('takes a version once', () => {
		const read = rowsFor(['version', 'at']);
		read({ line: 2, cells: ['1', '2021-03-01'] });
		expect(read({ line: 3, cells: ['1 ', '2021-03-02'] })).toEqual({
			errors: [{ path: 'version', message: 'Stands in line 2 already.' }]
		});
	});

	it('gives every reason', () => {
		const read = rowsFor(['version', 'at', 'url', 'rollout']);
		expect(read({ line: 2, cells: ['', '2021-03-01', 'ftp://x', 'slow'] })).toEqual({
			errors: [
				{ path: 'version', message: 'Must not be empty.' },
				{ path: 'url', message: 'Must be an http or https address.' },
				{ path: 'rollout', message: 'Must be instant or gradual.' }
			]
		});
		expect(read({ line: 3, cells: ['1', 'soon', '', ''] })).toMatchObject({ errors: [{ path: 'at' }] });
	});
});
