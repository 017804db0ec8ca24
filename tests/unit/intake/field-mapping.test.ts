import {
	cellReader,
	fieldMapping,
	type FieldMapping,
	type MappingProblem,
	type MappingRequest
} from '#lib/intake/field-mapping.ts';
import { FEEDBACK_HEADERS } from '#lib/intake/feedback-headers.ts';
import { RELEASE_HEADERS } from '#lib/intake/release-headers.ts';
import type { Column } from '#lib/intake/source-row.ts';
import { describe, expect, it } from 'vitest';
import { NAMES_ONLY } from './names-only.ts';

const columnsOf = (...names: string[]): Column[] => names.map((name, place) => ({ name, place, isMet: true }));

const request = (parts: Partial<MappingRequest> = {}): MappingRequest => ({
	headers: FEEDBACK_HEADERS,
	columns: new Map(),
	constants: new Map(),
	takesAttributes: true,
	guess: NAMES_ONLY,
	...parts
});

const sourcesOf = (mapping: FieldMapping | { problems: readonly MappingProblem[] }) =>
	'problems' in mapping
		? mapping.problems
		: Object.fromEntries(
				[...mapping.fields].map(([field, source]) => [
					field,
					'column' in source ? source.column.name : `“${source.constant}”`
				])
			);

describe('fieldMapping', () => {
	it.each([
		[['date', 'rating', 'title', 'content'], { at: 'date', score: 'rating', title: 'title', text: 'content' }],
		[
			['source', 'review_description', 'rating', 'review_date'],
			{ channel: 'source', text: 'review_description', score: 'rating', at: 'review_date' }
		],
		[
			['ID', 'Created At', 'Date', 'User-ID', 'Language', 'attributes.plan'],
			{ id: 'ID', at: 'Created At', customer: 'User-ID', lang: 'Language', 'attributes.plan': 'attributes.plan' }
		]
	])('knows the headers %j', (names, sources) => {
		expect(sourcesOf(fieldMapping(columnsOf(...names), request()))).toEqual(sources);
	});

	it('knows the headers of releases, and gives them no attributes', () => {
		const mapping = fieldMapping(
			columnsOf('version', 'date', 'release', 'attributes.x'),
			request({ headers: RELEASE_HEADERS, takesAttributes: false })
		);
		expect(sourcesOf(mapping)).toEqual({ version: 'version', at: 'date', notes: 'release' });
	});

	it('follows what is asked, and says what goes nowhere', () => {
		const mapping = fieldMapping(
			columnsOf('date', 'posted', 'rating', 'plan', 'shelf'),
			request({
				columns: new Map([
					['at', 'POSTED'],
					['score', ''],
					['attributes.plan', 'plan']
				]),
				constants: new Map([['channel', 'store']])
			})
		);
		expect(sourcesOf(mapping)).toEqual({ at: 'posted', 'attributes.plan': 'plan', channel: '“store”' });
		expect('ignored' in mapping && mapping.ignored.map(({ name }) => name)).toEqual(['date', 'rating', 'shelf']);
	});

	it('waits for a JSON key only under the name of its field', () => {
		const columns: Column[] = [
			{ name: 'at', place: 0, isMet: false },
			{ name: 'content', place: 1, isMet: false },
			{ name: 'version', place: 2, isMet: false },
			{ name: 'date', place: 3, isMet: true }
		];
		expect(sourcesOf(fieldMapping(columns, request()))).toEqual({ at: 'date', version: 'version' });
	});

	it('names unknown fields and columns, all at once', () => {
		const columns = new Map([
			['stars', 'rating'],
			['text', 'body']
		]);
		expect(sourcesOf(fieldMapping(columnsOf('rating'), request({ columns })))).toEqual([
			{ field: 'stars', code: 'unknown-field', column: '' },
			{ field: 'text', code: 'unknown-column', column: 'body' }
		]);
	});

	it('takes one source for a field', () => {
		const both = new Map([['text', 'a']]);
		expect(sourcesOf(fieldMapping(columnsOf('a'), request({ columns: both, constants: both })))).toEqual([
			{ field: 'text', code: 'both', column: '' }
		]);
	});
});

describe('cellReader', () => {
	it('trims cells, and has nothing where nothing was mapped', () => {
		const [column] = columnsOf('a');
		expect(cellReader({ column: column!, by: 'answer' })([' x\n'])).toBe('x');
		expect(cellReader(undefined)(['x'])).toBe('');
	});
});
