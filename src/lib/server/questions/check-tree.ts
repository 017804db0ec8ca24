import { ANALYST_VIEWS, VIEW_NAMES } from '#lib/server/store/analyst-views.ts';
import { isAllowedFunction, isPlainType, TABLE_FUNCTIONS, TAKES_TYPE } from './sql-functions.ts';
import { nodesOf, type SqlNode } from './sql-tree.ts';

/** What is against a statement, and the word in it that this is about. */
export type Objection = Readonly<{ message: string; word: string | null }>;

/** What a SELECT that only looks at rows is made of. */
const NODES: ReadonlySet<string> = new Set([
	...['SelectWithUnionQuery', 'SelectIntersectExceptQuery', 'SelectQuery', 'ExpressionList', 'Subquery', 'WithElement'],
	...[
		'Literal',
		'Identifier',
		'Function',
		'Asterisk',
		'QualifiedAsterisk',
		'ColumnsRegexpMatcher',
		'ColumnsListMatcher'
	],
	...[
		'QualifiedColumnsRegexpMatcher',
		'QualifiedColumnsListMatcher',
		'ColumnsTransformerList',
		'ColumnsExceptTransformer'
	],
	...['ColumnsReplaceTransformer', 'ColumnsReplaceTransformer::Replacement', 'TablesInSelectQuery'],
	...['TablesInSelectQueryElement', 'TableExpression', 'TableIdentifier', 'TableJoin', 'ArrayJoin', 'WindowDefinition'],
	...['WindowListElement', 'OrderByElement', 'InterpolateElement']
]);

const OTHERS: Readonly<Record<string, Objection>> = {
	Set: { message: 'SETTINGS cannot be changed here.', word: 'SETTINGS' },
	ColumnsApplyTransformer: { message: 'APPLY is not available here: name the columns.', word: 'APPLY' },
	SampleRatio: { message: 'SAMPLE is not available here.', word: 'SAMPLE' }
};

/** Names that ClickHouse takes for functions about its user and server, without brackets too. */
const ABOUT_SERVER = new Set(['user', 'current_user', 'session_user', 'database', 'current_database', 'schema']);
const OTHER_DATABASES = /^(?:system|information_schema)\./i;

/** What tables have beside their columns. */
const HIDDEN_COLUMN = /(?:^|\.)_(?:table|database|part|path|file|row|block|sample|disk|shard|size|time)/i;

/** Columns that are called as a function is: where there is a column, it is meant. */
const COLUMNS: ReadonlySet<string> = new Set(
	ANALYST_VIEWS.flatMap(({ columns }) => columns.split(',').map((name) => name.trim()))
);

const TABLES = VIEW_NAMES.join(', ');
const objection = (message: string, word: string | null): Objection => ({ message, word });
const firstPart = (name: string): string => name.split('.', 1)[0] ?? name;

/** A literal text as it stands in the tree → the text. */
const textOf = (literal: string): string | null => /^'(.*)'$/s.exec(literal)?.[1]?.replaceAll(/\\(.)/gs, '$1') ?? null;

function typeObjection({ name, children: [given] }: SqlNode): Objection | null {
	const last = given?.children.at(-1);
	const type = last?.type === 'Literal' ? textOf(last.name) : null;
	if (type !== null && isPlainType(type)) return null;
	return objection('Only to plain types, written out, such as Float64 or Array(String).', name);
}

function functionObjection(node: SqlNode, parent: SqlNode | null): Objection | null {
	const name = node.name.toLowerCase();
	if (parent?.type === 'TableExpression')
		return TABLE_FUNCTIONS.has(name)
			? null
			: objection(
					`"${node.name}" cannot stand in the place of a table. There are ${TABLES} and numbers(…).`,
					node.name
				);
	if (!isAllowedFunction(name)) return objection(`The function "${node.name}" is not available here.`, node.name);
	if (TAKES_TYPE.has(name)) return typeObjection(node);
	const set = /in$/.test(name) ? node.children[0]?.children[1] : undefined;
	if (/^(?:not)?(?:null)?in$/.test(name) && set?.type === 'Identifier' && set.name.includes('.'))
		return objection(`There is no table "${set.name}". There are ${TABLES}.`, firstPart(set.name));
	return null;
}

/** A name can stand for a function too, as in arrayMap(file, …), or become one under another name. */
function nameObjection(name: string, engineHas: ReadonlySet<string>): Objection | null {
	const small = name.toLowerCase();
	if (ABOUT_SERVER.has(small) || OTHER_DATABASES.test(name) || HIDDEN_COLUMN.test(name))
		return objection(`"${name}" stands for something of the server. Call it something else.`, firstPart(name));
	if (!engineHas.has(small) || COLUMNS.has(small) || isAllowedFunction(small)) return null;
	return objection(`"${name}" is a function that is not available here. Call it something else.`, name);
}

function nodeObjection(node: SqlNode, parent: SqlNode | null, engineHas: ReadonlySet<string>): Objection | null {
	const { type, name } = node;
	if (!NODES.has(type)) return OTHERS[type] ?? objection('This is no plain SELECT.', null);
	if (type === 'SelectWithUnionQuery' && node.children.length !== 1)
		return objection('FORMAT and INTO OUTFILE are not available here.', 'FORMAT');
	if (type === 'TableIdentifier' && name.includes('.'))
		return objection(`There is no table "${name}". There are ${TABLES}.`, firstPart(name));
	if (type === 'Identifier') return nameObjection(name, engineHas);
	return type === 'Function' ? functionObjection(node, parent) : null;
}

/**
 * What is against the statement of this tree; `null` for one honest SELECT on the tables there are. `engineHas` are the
 * names of all functions there are.
 */
export function treeObjection(root: SqlNode, engineHas: ReadonlySet<string>): Objection | null {
	if (root.type !== 'SelectWithUnionQuery') return objection('Only one SELECT can be asked.', null);
	for (const { node, parent } of nodesOf(root)) {
		const found = nodeObjection(node, parent, engineHas);
		if (found) return found;
	}
	return null;
}

/** The tables that a statement may read: names that it gives to parts of its own are taken for them too. */
export function tablesOf(root: SqlNode): string[] {
	const named = new Set([...nodesOf(root)].map(({ node }) => node.name));
	return VIEW_NAMES.filter((name) => named.has(name));
}
