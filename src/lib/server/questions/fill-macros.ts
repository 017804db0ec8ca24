import type { Statement } from '#lib/domain/statement.ts';
import type { BucketWidth } from '#lib/domain/question.ts';
import { createBindings, type Bindings } from '#lib/server/store/bindings.ts';
import { viewFilterSql } from '#lib/server/store/view-filter-sql.ts';
import type { TimeRange } from '#lib/domain/time-range.ts';
import { placeOf, sqlTokens, type SqlToken } from './sql-tokens.ts';
import { StatementError } from './statement-error.ts';

/** A statement as it is sent, and how its offsets lead back to what was written. */
export type FilledSql = Readonly<{
	sql: string;
	values: Readonly<Record<string, unknown>>;
	/** The offset in the written SQL of an offset in the sent one. */
	writtenAt: (at: number) => number;
}>;

/** As an interval of ClickHouse; one over all is wider than anything that is stored. */
const INTERVALS: Readonly<Record<BucketWidth, Readonly<{ times: number; unit: string }>>> = {
	minute: { times: 1, unit: 'MINUTE' },
	hour: { times: 1, unit: 'HOUR' },
	day: { times: 1, unit: 'DAY' },
	week: { times: 1, unit: 'WEEK' },
	month: { times: 1, unit: 'MONTH' },
	all: { times: 100, unit: 'YEAR' }
};

/** Functions that cut time and take an interval. */
const TAKES_INTERVAL = new Set(['tostartofinterval', 'time_bucket', 'date_bin', 'tumble', 'tumblestart', 'tumbleend']);

/** Which function's argument each token is, by its index: names in small letters, `null` outside of all. */
function callsOf(tokens: readonly SqlToken[]): (string | null)[] {
	const open: (string | null)[] = [];
	return tokens.map(({ text }, index) => {
		const before = tokens[index - 1];
		if (text === '(') open.push(before?.kind === 'word' ? before.text.toLowerCase() : null);
		else if (text === ')') open.pop();
		return open.at(-1) ?? null;
	});
}

/** `{bucket}` as it is needed there: a unit after INTERVAL and a number, an interval for what cuts by one, else a text. */
function bucketSql(bucket: BucketWidth, before: readonly (SqlToken | undefined)[], call: string | null): string {
	const { times, unit } = INTERVALS[bucket];
	const [interval, number] = before;
	if (number?.kind === 'number' && interval?.text.toUpperCase() === 'INTERVAL')
		return times === 1 ? unit : `* ${times} ${unit}`;
	if (call !== null && TAKES_INTERVAL.has(call)) return `INTERVAL ${times} ${unit}`;
	return `'${bucket}'`;
}

type Given = Readonly<{ statement: Statement; range: TimeRange }>;

/** `{from}`, or `{from:DateTime64}` as ClickHouse itself writes parameters. */
const MACRO = /^\{\s*(from|to|bucket|filters)\s*(?::[\w\s(),']*)?\}$/;

function macroSql(name: string, { statement, range }: Given, bindings: Bindings): string | null {
	const instant = (ms: number): string => `fromUnixTimestamp64Milli(${bindings.bind('Int64', ms)}, 'UTC')`;
	if (name === 'from') return statement.from ? instant(range.fromMs) : null;
	if (name === 'to') return statement.to ? instant(range.toMs) : null;
	const conditions = statement.filters.map((filter) => viewFilterSql(filter, bindings));
	return conditions.length === 0 ? '1' : `(${conditions.join(' AND ')})`;
}

/**
 * The statement with its macros as values of its own: nothing that was given becomes SQL.
 * @throws StatementError where something else stands in braces, or a macro has no value
 */
export function fillMacros(given: Given): FilledSql {
	const { sql, bucket } = given.statement;
	const tokens = sqlTokens(sql);
	const calls = callsOf(tokens);
	const bindings = createBindings();
	const moves: { from: number; to: number; by: number }[] = [];
	let filled = '';
	let done = 0;
	for (const [index, { kind, text, at }] of tokens.entries()) {
		const isBrace = kind === 'macro' || text === '{' || text === '}';
		if (!isBrace) continue;
		const name = MACRO.exec(text)?.[1];
		if (name === undefined)
			throw new StatementError(
				'refused',
				'Only {from}, {to}, {bucket} and {filters} may stand in braces.',
				placeOf(sql, at)
			);
		const value =
			name !== 'bucket'
				? macroSql(name, given, bindings)
				: bucket && bucketSql(bucket, [tokens[index - 2], tokens[index - 1]], calls[index] ?? null);
		if (value === null || value === undefined)
			throw new StatementError('refused', `{${name}} is used, and "${name}" was not given.`, placeOf(sql, at));
		filled += sql.slice(done, at) + value;
		done = at + text.length;
		moves.push({ from: filled.length - value.length, to: filled.length, by: done - filled.length });
	}
	const writtenAt = (at: number): number => {
		const last = moves.findLast(({ from }) => from < at);
		// Inside of what a macro became: its own end.
		return last ? Math.max(at, last.to) + last.by : at;
	};
	return { sql: filled + sql.slice(done), values: bindings.values, writtenAt };
}
