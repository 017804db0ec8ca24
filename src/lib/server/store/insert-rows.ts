import type { ClickHouseClient } from '@clickhouse/client';
import { Readable } from 'node:stream';
import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import type { Scale } from '#lib/domain/scale.ts';
import { createRowWriter } from './row-binary.ts';

/** A row, the number of the product it belongs to, and the mark of the import or request that brought it. */
export type Owned<Row> = Readonly<{ product: number; batch: bigint; row: Row }>;

/** Enum8 of the column `scale`. */
const SCALE_NUMBER: Readonly<Record<Scale, number>> = { nps: 1, csat: 2, ces: 3, stars: 4, thumbs: 5 };
const NO_SCALE = 0;
/** No scale reaches it. */
export const NO_SCORE = 255;

function feedbackBytes(rows: readonly Owned<FeedbackRow>[]): Buffer {
	const writer = createRowWriter();
	for (const { product, batch, row } of rows) {
		writer.uint32(product);
		writer.milliseconds(row.atMs);
		writer.text(row.id);
		writer.uint8(row.scale === null ? NO_SCALE : SCALE_NUMBER[row.scale]);
		writer.uint8(row.score ?? NO_SCORE);
		writer.text(row.channel);
		writer.text(row.version);
		writer.text(row.lang);
		writer.text(row.customer);
		writer.text(row.text);
		writer.map(row.attributes);
		writer.uint64(batch);
	}
	return writer.finish();
}

function eventBytes(rows: readonly Owned<EventRow>[]): Buffer {
	const writer = createRowWriter();
	for (const { product, batch, row } of rows) {
		writer.uint32(product);
		writer.milliseconds(row.atMs);
		writer.text(row.id);
		writer.text(row.name);
		writer.nullableFloat64(row.value);
		writer.text(row.customer);
		writer.text(row.version);
		writer.map(row.attributes);
		writer.uint64(batch);
	}
	return writer.finish();
}

const FEEDBACK =
	'INSERT INTO feedback (product, at, id, scale, score, channel, version, lang, customer, text, attributes, batch) FORMAT RowBinary';
const EVENTS =
	'INSERT INTO events (product, at, id, name, value, customer, version, attributes, batch) FORMAT RowBinary';

async function insert(clickhouse: ClickHouseClient, query: string, bytes: Buffer, queryId: string): Promise<void> {
	const { stream } = await clickhouse.exec({
		query,
		values: Readable.from([bytes], { objectMode: false }),
		query_id: queryId,
		// Identity is ours (by id): the engine's own deduplication by block would drop equal rows that are meant.
		clickhouse_settings: { async_insert: 0, insert_deduplicate: 0, wait_end_of_query: 1 }
	});
	for await (const _ of stream) void _;
}

/** Resolves when the rows are on disk; `queryId` names the statement. */
export const insertFeedback = (
	clickhouse: ClickHouseClient,
	{ rows, queryId }: { rows: readonly Owned<FeedbackRow>[]; queryId: string }
): Promise<void> => insert(clickhouse, FEEDBACK, feedbackBytes(rows), queryId);

/** Resolves when the events are on disk; `queryId` names the statement. */
export const insertEvents = (
	clickhouse: ClickHouseClient,
	{ rows, queryId }: { rows: readonly Owned<EventRow>[]; queryId: string }
): Promise<void> => insert(clickhouse, EVENTS, eventBytes(rows), queryId);
