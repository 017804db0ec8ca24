import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouseClient } from '../../src/lib/server/store/client.ts';

const PIECE = 1_000_000;
/** A customer for every so many rows. */
const ROWS_EACH = 50;
const LONGEST_WAIT_MS = 300_000;

/** A piece of a product's rows, in order of time; `number` says everything about a row. */
const FEEDBACK = `
	INSERT INTO feedback (product, at, received_at, id, scale, score, channel, version, lang, customer, text, attributes, batch)
	SELECT {product:UInt32}, now64(3) - toIntervalMillisecond(toInt64({span_ms:UInt64} * (1 - number / {all:UInt64}))) AS at, at,
		concat('g-', toString(number)), ['stars', 'stars', 'csat', 'nps', 'none'][1 + cityHash64(number) % 5] AS scale,
		multiIf(scale = 'none', 255, scale = 'nps', cityHash64(number, 1) % 11, 1 + cityHash64(number, 2) % 5),
		['ios', 'android', 'web', 'mail'][1 + cityHash64(number, 3) % 4],
		concat('1.', toString(intDiv(toUnixTimestamp(at), 1209600) % 100 - cityHash64(number, 4) % 3)), 'en',
		concat('c-', toString(cityHash64(number, 5) % {customers:UInt64})),
		concat('what a customer says about the newest release no ', toString(number)),
		map('plan', if(number % 3 = 0, 'pro', 'free'), 'country', 'DE', 'build', toString(number % 50)), 1
	FROM numbers({from:UInt64}, {rows:UInt64}) WHERE number % 10 != 0
	SETTINGS max_insert_threads = 1, max_partitions_per_insert_block = 0, max_execution_time = 0`;

const EVENTS = `
	INSERT INTO events (product, at, received_at, id, name, customer, version, batch)
	SELECT {product:UInt32}, now64(3) - toIntervalMillisecond(toInt64({span_ms:UInt64} * (1 - number / {all:UInt64}))) AS at, at,
		concat('g-', toString(number)), ['feedback.asked', 'search', 'checkout', 'open'][1 + cityHash64(number) % 4],
		concat('c-', toString(cityHash64(number, 5) % {customers:UInt64})),
		concat('1.', toString(intDiv(toUnixTimestamp(at), 1209600) % 100 - cityHash64(number, 4) % 3)), 1
	FROM numbers({from:UInt64}, {rows:UInt64}) WHERE number % 10 = 0
	SETTINGS max_insert_threads = 1, max_partitions_per_insert_block = 0, max_execution_time = 0`;

export type Growth = Readonly<{ product: number; rows: number; days: number }>;

/** Fills a product up to now with rows that the server makes itself; resolves when it has come to rest. */
export async function grow(clickhouse: ClickHouseClient, { product, rows, days }: Growth): Promise<void> {
	const all = { product, all: rows, span_ms: days * 86_400_000, customers: Math.round(rows / ROWS_EACH) };
	for (const table of ['feedback', 'events'])
		// A minute's pieces are larger than any INSERT of the app: their projections come with them, as merges would bring them.
		await clickhouse.command({ query: `ALTER TABLE ${table} MODIFY SETTING materialize_projections_on_insert = 1` });
	for (let from = 0; from < rows; from += PIECE)
		for (const query of [FEEDBACK, EVENTS])
			await clickhouse.command({ query, query_params: { ...all, from, rows: Math.min(PIECE, rows - from) } });
	for (const table of ['feedback', 'events'])
		await clickhouse.command({ query: `ALTER TABLE ${table} MODIFY SETTING materialize_projections_on_insert = 0` });
	const endMs = performance.now() + LONGEST_WAIT_MS;
	while ((await merging(clickhouse)) > 0 && performance.now() < endMs) await delay(500);
}

async function merging(clickhouse: ClickHouseClient): Promise<number> {
	const result = await clickhouse.query({ query: 'SELECT count() AS n FROM system.merges', format: 'JSONEachRow' });
	return Number((await result.json<{ n: string }>())[0]?.n ?? 0);
}
