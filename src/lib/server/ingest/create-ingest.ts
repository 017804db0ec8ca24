import type { EventRow, FeedbackRow } from '#lib/domain/feedback.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { endInserts } from '#lib/server/store/end-inserts.ts';
import type { InsertOptions } from '#lib/server/store/insert-bytes.ts';
import { encodeEvents, encodeFeedback, insertEvents, insertFeedback } from '#lib/server/store/insert-rows.ts';
import { readKnownIds, type RowTable } from '#lib/server/store/read-known-ids.ts';
import { readRecentIds } from '#lib/server/store/read-recent-ids.ts';
import { createLane, type Lane, type LaneOptions, type LaneRow } from './create-lane.ts';
import { alwaysAlone, createTurns } from './create-turns.ts';
import { createRecentIds } from './recent-ids.ts';
import { statementsOf, type Registration } from './register-process.ts';

export type Ingest = Readonly<{
	feedback: Lane<FeedbackRow>;
	events: Lane<EventRow>;
	/** How many ids of the last seven days it began with. */
	knownIds: number;
	/** Resolves when every request accepted until now has its reply. */
	idle: () => Promise<void>;
}>;

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	changes: Changes;
	registration: Pick<Registration, 'id' | 'others'>;
	now: () => number;
}>;

/** The way in for rows; knows every id of the last seven days when it resolves. */
export async function createIngest({ clickhouse, changes, registration, now }: Options): Promise<Ingest> {
	const { id, others } = registration;
	const end = (start: string) => endInserts(clickhouse, start);
	let knownIds = 0;

	async function lane<Row extends LaneRow>(
		table: RowTable,
		encode: LaneOptions<Row>['encode'],
		insert: (rows: InsertOptions & { pieces: readonly Buffer[] }) => Promise<void>
	): Promise<Lane<Row>> {
		const recentIds = createRecentIds();
		await readRecentIds(clickhouse, table, (...entry) => {
			recentIds.add(...entry);
			knownIds++;
		});
		let statements = 0;
		const process = statementsOf(id);
		// Ends with a mark: the first statement is not the beginning of the tenth.
		const nextStatement = () => `${process}${table}-${statements + 1}.`;
		return createLane<Row>({
			table,
			encode,
			insert: (pieces) => {
				const queryId = nextStatement();
				statements++;
				return insert({ pieces, queryId, process });
			},
			endInsert: end,
			readKnownIds: (question) => readKnownIds(clickhouse, { table, ...question }),
			recentIds,
			inTurn: others ? createTurns({ table, nextStatement, ...others, endInserts: end }) : alwaysAlone,
			publish: changes.publish,
			now
		});
	}
	const feedback = await lane<FeedbackRow>('feedback', encodeFeedback, (rows) => insertFeedback(clickhouse, rows));
	const events = await lane<EventRow>('events', encodeEvents, (rows) => insertEvents(clickhouse, rows));
	return {
		feedback,
		events,
		knownIds,
		idle: async () => {
			await Promise.all([feedback.idle(), events.idle()]);
		}
	};
}
