import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { randomUUID } from 'node:crypto';
import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import { endInserts } from '#lib/server/store/end-inserts.ts';
import { insertEvents, insertFeedback } from '#lib/server/store/insert-rows.ts';
import { readKnownIds, type RowTable } from '#lib/server/store/read-known-ids.ts';
import { readRecentIds } from '#lib/server/store/read-recent-ids.ts';
import { createLane, type Lane } from './create-lane.ts';
import { createRecentIds, type RecentIds } from './recent-ids.ts';

export type Ingest = Readonly<{
	feedback: Lane<FeedbackRow>;
	events: Lane<EventRow>;
	/** Resolves when every accepted request has its reply. */
	idle: () => Promise<void>;
}>;

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	changes: Changes;
	/** Whether another process may write to the same store. */
	shared: boolean;
	/** Whether rows must survive a power loss too. */
	fsync: boolean;
	now: () => number;
}>;

async function filled(clickhouse: ClickHouseClient, table: RowTable): Promise<RecentIds> {
	const ids = createRecentIds();
	await readRecentIds(clickhouse, table, ids.add);
	return ids;
}

/** The way in for rows; knows every id of the last seven days when it resolves. */
export async function createIngest({ clickhouse, changes, shared, fsync, now }: Options): Promise<Ingest> {
	const naming = () => ({ queryId: `upshot-insert-${randomUUID()}`, fsync });
	const lane = async (table: RowTable) => ({
		table,
		endInsert: (queryId: string) => endInserts(clickhouse, queryId),
		readKnownIds: (question: { product: number; ids: readonly string[]; window: 'recent' | 'ever' }) =>
			readKnownIds(clickhouse, { table, ...question }),
		recentIds: shared ? null : await filled(clickhouse, table),
		publish: changes.publish,
		now
	});
	const feedback = createLane<FeedbackRow>({
		...(await lane('feedback')),
		insert: (rows) => insertFeedback(clickhouse, { rows, ...naming() })
	});
	const events = createLane<EventRow>({
		...(await lane('events')),
		insert: (rows) => insertEvents(clickhouse, { rows, ...naming() })
	});
	return {
		feedback,
		events,
		idle: async () => {
			await Promise.all([feedback.idle(), events.idle()]);
		}
	};
}
