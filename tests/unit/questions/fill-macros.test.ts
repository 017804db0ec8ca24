import { describe, expect, it } from 'vitest';
import { Statement, type StatementInput } from '#lib/domain/statement.ts';
import { fillMacros } from '#lib/server/questions/fill-macros.ts';
import { StatementError } from '#lib/server/questions/statement-error.ts';

const fill = (sql: string, given: Omit<StatementInput, 'sql'> = {}) =>
	fillMacros({ statement: Statement.parse({ sql, ...given }), range: { fromMs: 1000, toMs: 2000 } });

const BOTH = { from: 1000, to: 2000 };

describe('fillMacros', () => {
	it('puts values beside the statement', () => {
		const filters = [{ field: 'version', op: '=' as const, value: "1' OR 1" }];
		const { sql, values } = fill('SELECT {from}, {to} WHERE {filters}', { ...BOTH, filters });
		expect(sql).toBe(
			"SELECT fromUnixTimestamp64Milli({p0:Int64}, 'UTC'), fromUnixTimestamp64Milli({p1:Int64}, 'UTC') WHERE (version = {p2:String})"
		);
		expect(values).toEqual({ p0: 1000, p1: 2000, p2: "1' OR 1" });
	});

	it.each([
		['INTERVAL 1 {bucket}', 'INTERVAL 1 WEEK'],
		['interval 2 {bucket}', 'interval 2 WEEK'],
		['toStartOfInterval(f(at), {bucket})', 'toStartOfInterval(f(at), INTERVAL 1 WEEK)'],
		['dateTrunc({bucket}, at)', "dateTrunc('week', at)"],
		['{bucket:String}', "'week'"]
	])('writes %s as %s', (sql, filled) => expect(fill(sql, { bucket: 'week' }).sql).toBe(filled));

	it.each([
		"'{from}'",
		'"{from}"',
		'`{from}`',
		'-- {from}',
		'/* {from} */',
		"'it''s {x}'",
		"'\\'{x}'",
		'$${x}$$',
		'# {x}'
	])('leaves %s as it is', (sql) => expect(fill(sql).sql).toBe(sql));

	it.each([
		['a {p0:Identifier}', 3],
		['ab { from } {to', 13],
		["{'a': 1}", 1],
		['{p0 -- {\n:Identifier}', 1],
		['}', 1]
	])('refuses %s', (sql, column) => {
		try {
			fill(sql, BOTH);
			expect.unreachable();
		} catch (cause) {
			expect(cause).toBeInstanceOf(StatementError);
			expect((cause as StatementError).place).toEqual({ line: 1, column });
		}
	});

	it('leads an offset back to what was written', () => {
		const written = 'SELECT {from}, first, {to}, last';
		const { sql, writtenAt } = fill(written, BOTH);
		for (const name of ['first', 'last']) expect(writtenAt(sql.indexOf(name))).toBe(written.indexOf(name));
		expect(writtenAt(3)).toBe(3);
	});
});
