import { describe, expect, it } from 'vitest';
import { tablesOf, treeObjection } from '#lib/server/questions/check-tree.ts';
import { sqlTree } from '#lib/server/questions/sql-tree.ts';

const ENGINE = new Set(['file', 'version', 'sum', 'hostname']);

/** A SELECT of one column, whose lines stand at the depth of a column. */
const select = (...column: string[]): string[] => [
	'SelectWithUnionQuery (children 1)',
	' ExpressionList (children 1)',
	'  SelectQuery (children 2)',
	'   ExpressionList (children 1)',
	...column.map((line) => `    ${line}`),
	'   TablesInSelectQuery (children 1)',
	'    TablesInSelectQueryElement (children 1)',
	'     TableExpression (children 1)',
	'      TableIdentifier feedback (alias f)'
];

const objectionTo = (lines: string[]): string | null | undefined => {
	const root = sqlTree(lines);
	return root === null ? undefined : (treeObjection(root, ENGINE)?.message ?? null);
};

describe('sqlTree', () => {
	it('tells names from aliases and counts', () => {
		const root = sqlTree(
			select('Function sum (alias Share (%)) (children 1)', ' ExpressionList (children 1)', '  Identifier f.score')
		);
		expect(root?.children[0]?.children[0]?.children[0]?.children[0]).toEqual(
			expect.objectContaining({ type: 'Function', name: 'sum', count: 1 })
		);
		expect(root && tablesOf(root)).toEqual(['feedback']);
	});

	it.each([
		['one node more than is said', [...select('Identifier id'), '      Literal 1']],
		['one node less than is said', select('Function sum (children 1)')],
		['a step that is left out', select('Identifier id', '  Literal 1')],
		['two roots', [...select('Identifier id'), 'Literal 1']],
		['a name that goes on in the next line', select('Identifier id (alias a', "Literal 'x')")],
		['nothing', []]
	])('is none with %s', (_what, lines) => expect(sqlTree(lines)).toBeNull());
});

describe('treeObjection', () => {
	it.each(['Identifier version', 'Identifier f.score', "Literal 'file'", 'Asterisk', 'Identifier rank'])(
		'has none to %s',
		(line) => expect(objectionTo(select(line))).toBeNull()
	);

	it.each([
		['Function file', 'The function "file"'],
		['Function uniqStateIfMergeTree', 'The function'],
		['Identifier FILE', '"FILE" is a function'],
		['Identifier hostName', '"hostName" is a function'],
		['Identifier current_user', 'stands for something of the server'],
		['Identifier f._database', 'stands for something of the server'],
		['Identifier system.one', 'stands for something of the server'],
		['Set', 'SETTINGS'],
		['ColumnsApplyTransformer', 'APPLY'],
		['SomethingNew of the next version', 'no plain SELECT']
	])('has one to %s', (line, words) => expect(objectionTo(select(line))).toContain(words));

	it.each([
		["Literal 'Array(Nullable(Float64))'", null],
		["Literal 'DateTime(\\'Europe/Berlin\\')'", null],
		["Literal 'Enum8(\\'AggregateFunction\\' = 1)'", null],
		["Literal 'AggregateFunction(sum, UInt8)'", 'Only to plain types'],
		["Literal 'Nullable(JSON)'", 'Only to plain types'],
		['Identifier t', 'Only to plain types']
	])('looks at the type of a cast: %s', (type, words) => {
		const said = objectionTo(
			select('Function CAST (children 1)', ' ExpressionList (children 2)', "  Literal 'a'", `  ${type}`)
		);
		if (words === null) expect(said).toBeNull();
		else expect(said).toContain(words);
	});

	it.each(['sumIf', 'uniqExactMergeState', 'quantilesTDigestArrayIf', 'countDistinct', 'argMaxOrNull'])(
		'knows %s',
		(name) => expect(objectionTo(select(`Function ${name}`))).toBeNull()
	);
});
