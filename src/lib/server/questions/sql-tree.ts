/** One node of a statement as ClickHouse's own parser understands it. */
export type SqlNode = Readonly<{
	type: string;
	/** What stands behind the type: a name, or a literal as SQL writes it; without its alias. */
	name: string;
	children: readonly SqlNode[];
}>;

const LINE = /^( *)(\S+)(?: (.*?))??(?: \(alias .*?\))?(?: \(children (\d+)\))?$/s;

type Open = { depth: number; type: string; name: string; count: number; children: Open[] };

function opened(line: string): Open | null {
	const match = LINE.exec(line);
	if (!match) return null;
	const [, blanks = '', type = '', name = '', count = '0'] = match;
	return { depth: blanks.length, type, name, count: Number(count), children: [] };
}

const isWhole = (node: Open): boolean => node.children.length === node.count && node.children.every(isWhole);

/**
 * The tree of the lines of `EXPLAIN AST`; `null` where they do not fit together. Each node says how many children it
 * has: a name with a line end in it cannot pass for a node without being one too many somewhere.
 */
export function sqlTree(lines: readonly string[]): SqlNode | null {
	const [first, ...rest] = lines.filter((line) => line !== '').map(opened);
	if (!first || first.depth !== 0) return null;
	const path = [first];
	for (const node of rest) {
		if (!node || node.depth < 1 || node.depth > path.length) return null;
		path.length = node.depth;
		path.at(-1)?.children.push(node);
		path.push(node);
	}
	return isWhole(first) ? first : null;
}

/** Every node with the one above it, from the top down. */
export function* nodesOf(
	node: SqlNode,
	parent: SqlNode | null = null
): Generator<{ node: SqlNode; parent: SqlNode | null }> {
	yield { node, parent };
	for (const child of node.children) yield* nodesOf(child, node);
}
