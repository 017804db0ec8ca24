import { SCALE_NAMES, type Scale } from '#lib/domain/scale.ts';
import type { ClickHouseClient } from './client.ts';

/** What there is of a product at all. */
export type ProductFacts = Readonly<{
	feedback: number;
	/** When the first and the last feedback was given; `null` where there is none. */
	firstMs: number | null;
	lastMs: number | null;
	/** The scales that have answers, and how many. */
	scales: Readonly<Partial<Record<Scale, number>>>;
	events: number;
}>;

// Counts come from the projections, both ends of time from the primary key.
const SQL = `
	SELECT toString(scale) AS fact, count() AS amount FROM feedback WHERE product = {product:UInt32} GROUP BY scale
	UNION ALL
	SELECT 'first', toUnixTimestamp64Milli(at)
	FROM (SELECT at FROM feedback WHERE product = {product:UInt32} ORDER BY at ASC LIMIT 1)
	UNION ALL
	SELECT 'last', toUnixTimestamp64Milli(at)
	FROM (SELECT at FROM feedback WHERE product = {product:UInt32} ORDER BY at DESC LIMIT 1)
	UNION ALL
	SELECT 'events', count() FROM events WHERE product = {product:UInt32}
`;

/** As ClickHouse sends it: 64-bit integers may arrive as strings. */
type Row = [fact: string, amount: string | number];

export async function readProductFacts(clickhouse: ClickHouseClient, product: number): Promise<ProductFacts> {
	const result = await clickhouse.query({ query: SQL, query_params: { product }, format: 'JSONCompactEachRow' });
	const facts = new Map((await result.json<Row>()).map(([fact, amount]) => [fact, Number(amount)]));
	const answers = SCALE_NAMES.map((scale) => [scale, facts.get(scale) ?? 0] as const).filter(([, n]) => n > 0);
	return {
		feedback: answers.reduce((sum, [, n]) => sum + n, facts.get('none') ?? 0),
		firstMs: facts.get('first') ?? null,
		lastMs: facts.get('last') ?? null,
		scales: Object.fromEntries(answers),
		events: facts.get('events') ?? 0
	};
}
