import type { ClickHouseClient } from '@clickhouse/client';
import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import type { Scale } from '#lib/domain/scale.ts';
import { insertBytes, type InsertOptions, type Target } from './insert-bytes.ts';
import { createRowWriter, type RowWriter } from './row-binary.ts';

/** Rows as ClickHouse takes them, one after another; `ends[i]` is where row `i` ends in `bytes`. */
export type EncodedRows = Readonly<{ bytes: Buffer; ends: Uint32Array }>;

/** Rows of one product; `batch` marks the import or request that brought them. */
export type OwnedRows<Row> = Readonly<{ product: number; batch: bigint; rows: readonly Row[] }>;

/** Enum8 of the column `scale`. */
const SCALE_NUMBER: Readonly<Record<Scale, number>> = { nps: 1, csat: 2, ces: 3, stars: 4, thumbs: 5 };
const NO_SCALE = 0;
/** No scale reaches it. */
const NO_SCORE = 255;

function writeFeedback(writer: RowWriter, row: FeedbackRow): void {
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
}

function writeEvent(writer: RowWriter, row: EventRow): void {
	writer.milliseconds(row.atMs);
	writer.text(row.id);
	writer.text(row.name);
	writer.nullableFloat64(row.value);
	writer.text(row.customer);
	writer.text(row.version);
	writer.map(row.attributes);
}

const encoder =
	<Row>(write: (writer: RowWriter, row: Row) => void) =>
	({ product, batch, rows }: OwnedRows<Row>): EncodedRows => {
		const writer = createRowWriter();
		const ends = new Uint32Array(rows.length);
		rows.forEach((row, index) => {
			writer.uint32(product);
			writer.uint64(batch);
			write(writer, row);
			ends[index] = writer.length();
		});
		return { bytes: writer.finish(), ends };
	};

export const encodeFeedback = encoder(writeFeedback);
export const encodeEvents = encoder(writeEvent);

const TEXT = 'LowCardinality(String)';
const OWN = { product: 'UInt32', batch: 'UInt64', at: "DateTime64(3, 'UTC')", id: 'String' };
const ATTRIBUTES = `Map(${TEXT}, String)`;

/** In the order in which rows are written. */
const FEEDBACK: Target = {
	table: 'feedback',
	columns: {
		...OWN,
		...{ scale: 'Int8', score: 'UInt8', channel: TEXT, version: TEXT, lang: TEXT },
		...{ customer: 'String', text: 'String', attributes: ATTRIBUTES }
	}
};
const EVENTS: Target = {
	table: 'events',
	columns: {
		...OWN,
		...{ name: TEXT, value: 'Nullable(Float64)', customer: 'String', version: TEXT, attributes: ATTRIBUTES }
	}
};

/** Whole rows in one or more pieces. */
type Pieces = InsertOptions & Readonly<{ pieces: readonly Buffer[] }>;

/** Resolves when the rows are on disk. @throws OutcomeUnknown when no answer came */
export const insertFeedback = (clickhouse: ClickHouseClient, rows: Pieces): Promise<void> =>
	insertBytes(clickhouse, { target: FEEDBACK, ...rows });

/** Resolves when the events are on disk. @throws OutcomeUnknown when no answer came */
export const insertEvents = (clickhouse: ClickHouseClient, rows: Pieces): Promise<void> =>
	insertBytes(clickhouse, { target: EVENTS, ...rows });
