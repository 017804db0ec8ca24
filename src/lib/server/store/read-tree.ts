import type { ClickHouseClient } from './client.ts';
import { rowsOf } from './row-lines.ts';

/** A statement of an analyst, as it is sent: macros are parameters by now. */
export type AnalystStatement = Readonly<{ sql: string; values: Readonly<Record<string, unknown>> }>;

/** Under whom it is sent. */
export type AnalystLogin = Readonly<{ username: string; password: string }>;

/** What stands before a statement whose tree is asked for; errors count it too. */
export const TREE_OF = 'EXPLAIN AST ';

/**
 * How ClickHouse itself understands a statement: a line each node, indented by its depth. Nothing of it is run.
 * @throws ClickHouseError where it does not understand it
 */
export async function readTree(
	analysts: ClickHouseClient,
	login: AnalystLogin,
	{ sql, values }: AnalystStatement
): Promise<string[]> {
	const { stream } = await analysts.exec({
		query: `${TREE_OF}${sql}`,
		query_params: { ...values },
		auth: { ...login },
		// A FORMAT of ours would be taken for the statement's own.
		clickhouse_settings: { default_format: 'JSONCompactEachRow' }
	});
	const lines: string[] = [];
	for await (const [line] of rowsOf(stream)) lines.push(String(line));
	return lines;
}
