import type { Logger } from 'pino';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import { createOnStatement } from '#lib/server/doors/on-statement.ts';
import { createStatementRate } from '#lib/server/doors/statement-rate.ts';
import type { Closer, Viewers } from '#lib/server/doors/viewers.ts';
import type { AnalystSeats } from '#lib/server/engines/analyst-seats.ts';
import { createStatementHub } from '#lib/server/live/create-statement-hub.ts';
import type { Metadata } from '#lib/server/metadata/connect.ts';
import { createStatements } from '#lib/server/questions/create-statements.ts';
import { viewsDatabase } from '#lib/server/store/analyst-views.ts';
import {
	createAnalystClickHouse,
	currentDatabase,
	type ClickHouseAddress,
	type ClickHouseClient
} from '#lib/server/store/client.ts';
import { createAnalystLogins } from './analyst-logins.ts';

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	store: ClickHouseAddress;
	seats: AnalystSeats | null;
	metadata: Metadata;
	log: Logger;
	onStatement: () => void;
	now: () => number;
}>;

type LiveOptions = Readonly<{
	changes: Changes;
	viewers: Viewers;
	onError: (cause: unknown) => void;
	/** Holds the panels that ask a question. */
	questions: Closer;
}>;

/** What routes and sockets do with analysts' SQL. */
export async function statementParts({ clickhouse, store, seats, metadata, log, onStatement, now }: Options) {
	const database = store.database ?? (await currentDatabase(clickhouse));
	const analysts = createAnalystClickHouse({ url: store.url, database: viewsDatabase(database) }, onStatement);
	/** Whatever else is logged: who asked for what has to be found again. */
	const audit = log.child({}, { level: 'info' });
	const statements = createStatements({
		...{ clickhouse, analysts, now },
		loginOf: createAnalystLogins({ clickhouse, database, seats, metadata }),
		log: (about, message) => audit.info(about, message)
	});
	const statementRate = createStatementRate(now);
	return {
		statements,
		statementRate,
		/** Panels that ask in SQL, for as long as somebody watches them. */
		live: ({ changes, viewers, onError, questions }: LiveOptions) => {
			const hub = createStatementHub({ statements, changes, onFrame: viewers.send, onError, now });
			/** No panel is both. */
			const close = (panel: string): void => [questions, hub].forEach((one) => one.close(panel));
			return { hub, onOpen: createOnStatement(hub, viewers, statementRate), either: { close } };
		},
		closeStatements: () => analysts.close()
	};
}
