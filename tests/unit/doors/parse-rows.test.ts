import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MOST_ROWS, parseRows } from '../../../src/lib/server/doors/parse-rows.ts';

const Row = z.strictObject({ name: z.string('Must be a text.') });
const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/x-ndjson';

const parse = (text: string, type = JSON_TYPE) => parseRows(Buffer.from(text), type, { schema: Row });

describe('parseRows', () => {
	it('tells one object from a list of one', () => {
		expect(parse('{"name":"a"}')).toEqual({ rows: [{ name: 'a' }], rejected: [], isSingle: true });
		expect(parse('[{"name":"a"}]')).toEqual({ rows: [{ name: 'a' }], rejected: [], isSingle: false });
		expect(parse('{"name":"a"}', LINES_TYPE)).toEqual({ rows: [{ name: 'a' }], rejected: [], isSingle: false });
	});

	it('counts a line’s index without the blank ones', () => {
		const { rows, rejected } = parse('\n{"name":"a"}\n\n \t\nnot JSON\r\n{"name":1}\n', LINES_TYPE);
		expect(rows).toEqual([{ name: 'a' }]);
		expect(rejected).toEqual([
			{ index: 1, errors: [{ path: '', message: 'The line is not JSON.' }] },
			{ index: 2, errors: [{ path: 'name', message: 'Must be a text.' }] }
		]);
	});

	it('takes a list on a line for a bad row, not for rows', () => {
		expect(parse('[{"name":"a"}]', LINES_TYPE)).toMatchObject({ rows: [], rejected: [{ index: 0 }] });
	});

	it.each(['application/x-ndjson', 'application/ndjson', 'APPLICATION/X-NDJSON;charset=utf-8'])(
		'reads lines as %s',
		(type) => {
			expect(parse('{"name":"a"}\n{"name":"b"}', type).rows).toHaveLength(2);
		}
	);

	it.each(['', 'application/json', 'text/plain', 'application/x-ndjsonish'])('reads JSON as %j', (type) => {
		expect(() => parse('{"name":"a"}\n{"name":"b"}', type)).toThrow('The body is not JSON.');
	});

	it('takes as many rows as one batch may have, and no more', () => {
		const rows = Array.from({ length: MOST_ROWS }, () => '{"name":"a"}');
		expect(parse(rows.join('\n'), LINES_TYPE).rows).toHaveLength(MOST_ROWS);
		expect(() => parse([...rows, 'x'].join('\n'), LINES_TYPE)).toThrow(/More than 10000 rows/);
		expect(() => parse(`[${rows.join()},1]`)).toThrow(expect.objectContaining({ status: 413 }));
	});

	it('refuses bytes that are no UTF-8', () => {
		expect(() => parseRows(Buffer.from([0x22, 0xff, 0x22]), JSON_TYPE, { schema: Row })).toThrow(
			expect.objectContaining({ status: 400 })
		);
	});
});
