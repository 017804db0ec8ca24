import { TOPIC_FIELD, type Filter } from '#lib/domain/question.ts';
import type { Bindings } from './bindings.ts';
import { containsSql } from './contains-sql.ts';
import { fieldSql, type FieldSql } from './field-sql.ts';
import { topicFilter } from './topic-sql.ts';

type NumberSql = Extract<FieldSql, { kind: 'number' }>;
type TextSql = Exclude<FieldSql, NumberSql>;

/** Attributes are stored as text, as `String` writes them; so 1 and '1' are one value. */
const textsOf = (value: Filter['value']): string[] => (Array.isArray(value) ? value : [value]).map(String);

/** ClickHouse takes 128 KiB a parameter; escaping can double a text, and the longest one allowed fits alone. */
const PARAMETER_BYTES = 48 * 1024;

/** The same texts in lists that fit into one parameter each. */
function inParameters(texts: readonly string[]): string[][] {
	const lists: string[][] = [];
	let bytes = Infinity;
	for (const text of texts) {
		bytes += Buffer.byteLength(text) + 4;
		if (bytes <= PARAMETER_BYTES) lists.at(-1)?.push(text);
		else {
			lists.push([text]);
			bytes = Buffer.byteLength(text) + 4;
		}
	}
	return lists;
}

const numbersOf = (value: Filter['value']): number[] => (Array.isArray(value) ? value : [value]).map(Number);

function numberFilter({ number, present }: NumberSql, { op, value }: Filter, { bind }: Bindings): string {
	const [first = NaN] = numbersOf(value);
	switch (op) {
		case '=':
			return `(${present} AND ${number} = ${bind('Float64', first)})`;
		case '!=':
			return `NOT (${present} AND ${number} = ${bind('Float64', first)})`;
		case '>=':
			return `(${present} AND ${number} >= ${bind('Float64', first)})`;
		case '<=':
			return `(${present} AND ${number} <= ${bind('Float64', first)})`;
		case 'in':
			return `(${present} AND has(${bind('Array(Float64)', numbersOf(value))}, toFloat64(${number})))`;
		case 'contains':
			throw new RangeError('a number contains nothing');
	}
}

function textFilter({ text }: TextSql, { op, value }: Filter, bindings: Bindings): string {
	const { bind } = bindings;
	const [first = ''] = textsOf(value);
	switch (op) {
		case '=':
			return `${text} = ${bind('String', first)}`;
		case '!=':
			return `${text} != ${bind('String', first)}`;
		case 'in':
			return `(${inParameters(textsOf(value))
				.map((texts) => `has(${bind('Array(String)', texts)}, ${text})`)
				.join(' OR ')})`;
		case 'contains':
			return containsSql(text, first, bindings);
		case '>=':
			return `ifNull(toFloat64OrNull(${text}) >= ${bind('Float64', Number(first))}, 0)`;
		case '<=':
			return `ifNull(toFloat64OrNull(${text}) <= ${bind('Float64', Number(first))}, 0)`;
	}
}

/** `filterSql` on a field as it is read elsewhere. */
export const filterOn = (field: FieldSql, filter: Filter, bindings: Bindings): string =>
	field.kind === 'number' ? numberFilter(field, filter, bindings) : textFilter(field, filter, bindings);

/** One condition that is true for the rows a filter lets through, never NULL. */
export const filterSql = (filter: Filter, bindings: Bindings): string =>
	filter.field === TOPIC_FIELD
		? topicFilter(filter, bindings)
		: filterOn(fieldSql(filter.field, bindings), filter, bindings);

/** One condition that is true for the rows that all filters let through, as 0 or 1. */
export const everyFilterSql = (filters: readonly Filter[], bindings: Bindings): string =>
	`(${filters.map((filter) => filterSql(filter, bindings)).join(' AND ') || '1'})`;
