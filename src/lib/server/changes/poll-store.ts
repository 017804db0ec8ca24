import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { readPartRanges, readParts } from '#lib/server/store/read-parts.ts';
import { createPoll, type Poll, type PollOptions } from './create-poll.ts';

/** Looks for changes in ClickHouse itself. */
export const pollStore = (
	clickhouse: ClickHouseClient,
	options: Pick<PollOptions, 'products' | 'tell' | 'onError'>
): Poll =>
	createPoll({
		...options,
		readParts: () => readParts(clickhouse),
		readRanges: (question) => readPartRanges(clickhouse, question),
		monotonic: () => performance.now()
	});
