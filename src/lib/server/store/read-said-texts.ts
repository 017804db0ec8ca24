import type { TimeRange } from '#lib/domain/time-range.ts';
import { createBindings } from './bindings.ts';
import type { ClickHouseClient } from './client.ts';

/** What an answer says; never whose it is. */
export type SaidAnswer = Readonly<{ text: string; lang: string }>;

export type SaidTexts = Readonly<{
	/** In time order (equal times by id); of longer texts the beginning. */
	answers: readonly SaidAnswer[];
	/** How many answers of the range have a text, read or not. */
	total: number;
}>;

/** Nobody says something new after two thousand characters, and reading them takes as long as reading ten others. */
const LONGEST_TEXT = 2000;

/** As ClickHouse sends it. */
type Row = [text: string, lang: string];

/**
 * The texts of a range, all of them or about `most`: then those with the lowest hashes of their ids, which lie evenly
 * in time and are the same each time.
 */
export async function readSaidTexts(
	clickhouse: ClickHouseClient,
	{ product, range, most }: { product: number; range: TimeRange; most: number }
): Promise<SaidTexts> {
	const bindings = createBindings();
	const { bind } = bindings;
	const instant = (ms: number) => `fromUnixTimestamp64Milli(${bind('Int64', ms)}, 'UTC')`;
	const from = `FROM feedback WHERE product = ${bind('UInt32', product)}
		AND at >= ${instant(range.fromMs)} AND at < ${instant(range.toMs)} AND text != ''`;
	const ask = (query: string) =>
		clickhouse.query({ query, query_params: bindings.values, format: 'JSONCompactEachRow' });
	const [counted] = await (await ask(`SELECT count() ${from}`)).json<[string | number]>();
	const total = Number(counted?.[0] ?? 0);
	const isChosen = total <= most ? '' : `AND cityHash64(id) % ${bind('UInt32', total)} < ${bind('UInt32', most)}`;
	const result = await ask(
		`SELECT substringUTF8(text, 1, ${bind('UInt32', LONGEST_TEXT)}), lang ${from} ${isChosen} ORDER BY at, id`
	);
	return { total, answers: (await result.json<Row>()).map(([text, lang]) => ({ text, lang })) };
}
