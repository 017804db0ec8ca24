import type { ClickHouseClient } from '@clickhouse/client';

export type RowTable = 'feedback' | 'events';

/** Percent-encoded ids of one statement stay well below the length that servers take in an address. */
const STATEMENT_BYTES = 100_000;

/** The ids in pieces that fit one statement each. */
function* pieces(ids: readonly string[]): Generator<string[]> {
	let piece: string[] = [];
	let bytes = 0;
	for (const id of ids) {
		const cost = encodeURIComponent(id.toWellFormed()).length + 12;
		if (bytes + cost > STATEMENT_BYTES && piece.length > 0) {
			yield piece;
			piece = [];
			bytes = 0;
		}
		piece.push(id);
		bytes += cost;
	}
	if (piece.length > 0) yield piece;
}

const known = (table: RowTable, window: string): string =>
	`SELECT DISTINCT id FROM ${table} WHERE product = {product:UInt32} AND id IN {ids:Array(String)} ${window}`;

/** A table's statement for the last seven days, and for all time. */
const SQL = {
	feedback: {
		recent: known('feedback', "AND received_at > now64(3, 'UTC') - INTERVAL 7 DAY"),
		ever: known('feedback', '')
	},
	events: { recent: known('events', "AND received_at > now64(3, 'UTC') - INTERVAL 7 DAY"), ever: known('events', '') }
} as const;

/** Which of the ids the product already has: received within seven days, or `ever`. */
export async function readKnownIds(
	clickhouse: ClickHouseClient,
	{
		table,
		product,
		ids,
		window
	}: { table: RowTable; product: number; ids: readonly string[]; window: 'recent' | 'ever' }
): Promise<Set<string>> {
	const found = new Set<string>();
	for (const piece of pieces(ids)) {
		const result = await clickhouse.query({
			query: SQL[table][window],
			query_params: { product, ids: piece },
			format: 'JSONEachRow'
		});
		for (const { id } of await result.json<{ id: string }>()) found.add(id);
	}
	return found;
}
