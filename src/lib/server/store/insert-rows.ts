import type { ClickHouseClient } from '@clickhouse/client';
import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import type { Scale } from '#lib/domain/scale.ts';
import { insertBytes, type InsertOptions } from './insert-bytes.ts';
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

/** Resolves when the rows are on disk. @throws OutcomeUnknown when no answer came */
export const insertFeedback = (
	clickhouse: ClickHouseClient,
	{ rows, ...options }: InsertOptions & { rows: readonly Owned<FeedbackRow>[] }
): Promise<void> => insertBytes(clickhouse, { query: FEEDBACK, bytes: feedbackBytes(rows), ...options });

/** Resolves when the events are on disk. @throws OutcomeUnknown when no answer came */
export const insertEvents = (
	clickhouse: ClickHouseClient,
	{ rows, ...options }: InsertOptions & { rows: readonly Owned<EventRow>[] }
): Promise<void> => insertBytes(clickhouse, { query: EVENTS, bytes: eventBytes(rows), ...options });
