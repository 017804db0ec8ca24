export type SqlToken = Readonly<{
	kind: 'word' | 'quoted' | 'string' | 'number' | 'macro' | 'sign';
	text: string;
	/** Where it begins in the SQL. */
	at: number;
}>;

/**
 * The pieces of a statement as ClickHouse cuts them; comments and blanks between them belong to none. A string or name
 * that does not end makes the rest one sign each, which ClickHouse then calls by its name.
 */
const PIECE = new RegExp(
	[
		String.raw`(?<skip>\s+|--[^\n]*|#[ !][^\n]*|/\*[^]*?\*/)`,
		String.raw`(?<string>'(?:[^'\\]|\\[^]|'')*'|\$(?<tag>\w*)\$[^]*?\$\k<tag>\$)`,
		'(?<quoted>`(?:[^`\\\\]|\\\\[^]|``)*`|"(?:[^"\\\\]|\\\\[^]|"")*")',
		String.raw`(?<macro>\{[^{}]*\})`,
		String.raw`(?<number>\d(?:[\w.]|(?<=[eEpP])[+-])*)`,
		String.raw`(?<word>[A-Za-z_][\w$]*)`,
		String.raw`(?<sign>[^])`
	].join('|'),
	'gu'
);

const KINDS = ['string', 'quoted', 'macro', 'number', 'word', 'sign'] as const;

export function sqlTokens(sql: string): SqlToken[] {
	const tokens: SqlToken[] = [];
	for (const { 0: text, index: at, groups = {} } of sql.matchAll(PIECE)) {
		const kind = KINDS.find((one) => groups[one] !== undefined);
		if (kind) tokens.push({ kind, text, at });
	}
	return tokens;
}

/** The line and column of an offset, counted from 1, in characters as people count them. */
export function placeOf(sql: string, at: number): { line: number; column: number } {
	const before = sql.slice(0, at).split('\n');
	return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}
