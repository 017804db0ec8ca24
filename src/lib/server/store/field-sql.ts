import { attributeOf, TOPIC_FIELD } from '#lib/domain/question.ts';
import type { Bindings } from './bindings.ts';
import { topicRowsSql } from './topic-sql.ts';

export type RowTable = 'feedback' | 'events';

/** How a field is read from its table. An absent text is ''; an absent number is told by `present`. */
export type FieldSql =
	| Readonly<{ kind: 'text'; text: string }>
	| Readonly<{ kind: 'attribute'; text: string }>
	| Readonly<{ kind: 'number'; number: string; present: string; text: string }>;

const text = (column: string): FieldSql => ({ kind: 'text', text: column });

const FIELDS: ReadonlyMap<string, FieldSql> = new Map<string, FieldSql>([
	['channel', text('channel')],
	['version', text('version')],
	['lang', text('lang')],
	['customer', text('customer')],
	['text', text('text')],
	['name', text('name')],
	// A row that is only a text lies on no scale.
	['scale', text(`if(scale = 'none', '', toString(scale))`)],
	[
		'score',
		{
			kind: 'number',
			number: 'score',
			present: `scale != 'none'`,
			text: `if(scale = 'none', '', toString(score))`
		}
	],
	[
		'value',
		{
			kind: 'number',
			number: 'ifNull(value, 0)',
			present: 'isNotNull(value)',
			// As `String` writes it: 1e+21, and one zero instead of 0 and -0.
			text: `ifNull(replaceRegexpOne(toString(value + 0), 'e([0-9])', 'e+\\\\1'), '')`
		}
	]
]);

/** @throws RangeError for a field that no question could have brought here */
export function fieldSql(field: string, bindings: Bindings): FieldSql {
	if (field === TOPIC_FIELD) return text(topicRowsSql(bindings));
	const attribute = attributeOf(field);
	if (attribute !== null) return { kind: 'attribute', text: `attributes[${bindings.bind('String', attribute)}]` };
	const known = FIELDS.get(field);
	if (!known) throw new RangeError(`no field ${field}`);
	return known;
}

/** The fields that are kept in the cells of the table's projection (db/clickhouse). */
const CELL_FIELDS: Readonly<Record<RowTable, ReadonlySet<string>>> = {
	feedback: new Set(['scale', 'score', 'version', 'channel']),
	events: new Set(['name', 'version'])
};

export const isInCells = (table: RowTable, field: string): boolean => CELL_FIELDS[table].has(field);
