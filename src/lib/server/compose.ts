import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Product } from '#lib/domain/product.ts';
import { renewSetupToken } from '#lib/server/access/setup-link.ts';
import { backupStream } from '#lib/server/backup/backup-stream.ts';
import { createChanges } from '#lib/server/changes/create-changes.ts';
import { createNotices } from '#lib/server/changes/create-notices.ts';
import { pollStore } from '#lib/server/changes/poll-store.ts';
import { shareChanges } from '#lib/server/changes/share-changes.ts';
import { createConnections } from '#lib/server/doors/connections.ts';
import { createFigures } from '#lib/server/doors/figures.ts';
import { createIdentifyRaw } from '#lib/server/doors/identify.ts';
import { createLiveDoor, type LiveServer } from '#lib/server/doors/live-door.ts';
import { onPanelClose, onPanelOpen } from '#lib/server/doors/on-panel.ts';
import { onRequestsClose, onRequestsOpen, sendRequests } from '#lib/server/doors/on-requests.ts';
import { createReaders } from '#lib/server/doors/on-words.ts';
import { createRequestLog } from '#lib/server/doors/request-log.ts';
import { createRowsDoor } from '#lib/server/doors/rows-door.ts';
import { createViewers } from '#lib/server/doors/viewers.ts';
import { createIngest } from '#lib/server/ingest/create-ingest.ts';
import { listImports } from '#lib/server/ingest/list-imports.ts';
import { logRecovery } from '#lib/server/ingest/log-recovery.ts';
import { registerProcess } from '#lib/server/ingest/register-process.ts';
import { createHub } from '#lib/server/live/create-hub.ts';
import { createWordsHub } from '#lib/server/live/create-words-hub.ts';
import { readImport } from '#lib/server/metadata/imports.ts';
import { createSample } from '#lib/server/sample/create-sample.ts';
import { createQuestions } from '#lib/server/questions/create-questions.ts';
import { productFacts } from '#lib/server/questions/product-facts.ts';
import { deleteProductRows } from '#lib/server/store/delete-product-rows.ts';
import { accessParts } from './access-parts.ts';
import { answerParts } from './answer-parts.ts';
import { readConfig } from './config.ts';
import { loggedError } from './logged-error.ts';
import { metricParts } from './metric-parts.ts';
import { openDatabases } from './open-databases.ts';
import { releaseParts } from './release-parts.ts';
import type { Runtime } from './runtime.ts';
import { statementParts } from './statement-parts.ts';

/** How many of the newest texts a page shows. */
const NEWEST_WORDS = 30;

/** The running app's parts, as routes see them. */
export type Parts = Awaited<ReturnType<typeof compose>>['parts'];

/** Starts everything in the order of the picture, and hands the transports their app. */
export async function compose(runtime: Runtime) {
	await runtime.app?.stop();
	const config = readConfig(process.env, runtime.root);
	const log = pino({ level: config.logLevel, base: null, serializers: { err: loggedError } });
	const now = () => Date.now();
	const figures = createFigures();

	const databases = { config, log, onStatement: figures.countStatement };
	const { engines, metadata, clickhouse, store } = await openDatabases(runtime, databases);
	const { database } = metadata;

	const { access, identify, isOurs, origin, people } = await accessParts({ config, database, now });

	/** Only servers of one's own can be shared with other processes. */
	const mayShare = config.clickhouseUrl !== null && config.databaseUrl !== null;
	const changesHere = createChanges();
	const changes = mayShare
		? await shareChanges(changesHere, metadata, (cause) =>
				log.error({ err: cause }, 'other processes could not be told')
			)
		: changesHere;
	const registration = await registerProcess({
		metadata,
		clickhouse,
		mayShare,
		onError: (cause) => log.error({ err: cause }, 'this process could not say that it lives')
	});
	const ingest = await createIngest({ clickhouse, changes, registration, now });
	if (registration.leftOver > 0) void logRecovery({ clickhouse, log }, ingest.knownIds);
	const answers = answerParts({ clickhouse, database, changes });
	const questions = createQuestions({ clickhouse, now, topics: answers.topics });
	const sql = await statementParts({
		...{ clickhouse, store, metadata, log, now },
		seats: engines.analysts,
		onStatement: figures.countStatement
	});
	const metrics = metricParts(database);

	const io: LiveServer = runtime.io;
	/** Names this process in what it tells the others. */
	const me = randomBytes(8).toString('hex');
	const releases = await releaseParts({
		...{ clickhouse, metadata, changes, ingest, now },
		...{ io, log },
		tellOthers: (product, version) => {
			sqlPanels.hub.touch(product);
			void notices.tell({ kind: 'release-changed', from: me, product, version });
		}
	});
	const onError = (cause: unknown) => log.error({ err: cause }, 'a live question failed');
	const viewers = createViewers();
	const hub = createHub({ asker: questions, changes, onFrame: viewers.send, onError, now });
	const sqlPanels = sql.live({ changes, viewers, onError, questions: hub });
	const readers = createReaders(io);
	const words = createWordsHub({
		readNewest: (product, filter) => answers.newestWords(product, { filter, limit: NEWEST_WORDS }),
		changes,
		onFrame: readers.send,
		onError
	});
	/** Nobody else writes to the embedded ClickHouse. */
	const poll = config.clickhouseUrl
		? pollStore(clickhouse, {
				products: () => [
					...hub.products(),
					...sqlPanels.hub.products(),
					...words.products(),
					...releases.watchedProducts()
				],
				tell: changesHere.publish,
				onError: (cause) => log.error({ err: cause }, 'changes by other programs could not be looked for')
			})
		: null;
	const requests = createRequestLog({ now, onSeen: (product, seen) => sendRequests(io, product, seen) });
	const live = createLiveDoor({
		access,
		identify,
		events: [
			onPanelOpen(hub, viewers, { schemaOf: metrics.questionSchema, openStatement: sqlPanels.onOpen }),
			onPanelClose(sqlPanels.either, viewers),
			readers.onOpen(words),
			readers.onClose(words),
			...releases.events,
			onRequestsOpen(requests),
			onRequestsClose
		],
		onGone: (socket) => {
			viewers.closeAll(sqlPanels.either, socket);
			readers.closeAll(words, socket);
		},
		now,
		log
	});
	figures.gauge('upshot_live_questions', 'Distinct questions that somebody watches.', hub.size);
	figures.gauge('upshot_live_sockets', 'Open sockets.', () => io.of('/').sockets.size);

	const connections = createConnections(io, access);
	const notices = await createNotices({
		others: mayShare ? metadata : null,
		onNotice: (notice) => {
			if (notice.kind === 'key-revoked') connections.endOfKey(notice.key);
			else if (notice.kind === 'session-ended') connections.endOfSession(notice.session);
			else if (notice.kind === 'product-changed') connections.renewOfProduct(notice.product);
			else if (notice.kind === 'metric-changed') metrics.heard(notice, hub).catch(onError);
			else if (notice.from !== me) {
				sqlPanels.hub.touch(notice.product);
				releases.releaseHeard(notice.product, notice.version);
			}
		},
		onMissed: connections.renewAll
	});

	const sample = createSample({
		database,
		alone: metadata.alone,
		ingest,
		changes,
		deleteRows: (product) => deleteProductRows(clickhouse, product),
		mirrorReleases: releases.mirrorReleases,
		isWatched: (product) => hub.isWatched(product) || sqlPanels.hub.isWatched(product) || words.isWatched(product),
		folder: join(runtime.root, 'db/sample'),
		onError: (cause) => log.error({ err: cause }, 'the sample product failed'),
		now
	});
	await sample.begin(config.sample);

	const raw = createRowsDoor({
		ingest,
		identify: createIdentifyRaw({ access, identify }),
		readImport: (product, id) => readImport(database, product, id),
		requests,
		now,
		log
	});

	const parts = {
		access,
		backup: () =>
			backupStream({ clickhouse, sql: metadata.sql }, (cause) => log.error({ err: cause }, 'the backup broke off')),
		clickhouseIsAlive: async () => (await clickhouse.ping({ select: true })).success,
		database,
		facts: (product: Product) => productFacts(clickhouse, product),
		figures,
		identify,
		isOurs,
		log,
		metadataIsAlive: metadata.isAlive,
		origin,
		people,
		questions,
		statements: sql.statements,
		statementRate: sql.statementRate,
		questionSchema: metrics.questionSchema,
		metricChanged: (product: Product, name: string) =>
			notices.tell({ kind: 'metric-changed', product: product.number, name }),
		imports: (product: Product) => listImports({ clickhouse, database }, product.number),
		productChanged: (product: Product) => notices.tell({ kind: 'product-changed', product: product.number }),
		sessionEnded: (id: string) => notices.tell({ kind: 'session-ended', session: id }),
		keyRevoked: (id: string) => notices.tell({ kind: 'key-revoked', key: id }),
		requests,
		isShared: mayShare,
		...releases,
		...answers,
		sample
	};

	runtime.app = {
		raw,
		mayUpgrade: (request) => isOurs(request.headers.origin),
		admit: live.admit,
		connect: live.connect,
		listen: { host: config.host, port: config.port, origin: config.origin },
		welcome: async () => {
			const lines = [`Upshot is ready at ${origin}`];
			if (!(await people.hasAnyone()))
				lines.push(`No account yet. Make the first one: ${origin}/setup?token=${await renewSetupToken(database)}`);
			return lines;
		},
		stop: async () => {
			// Their events lead into this copy: after a hot reload they have to come in anew.
			runtime.closeSockets();
			hub.stop();
			sqlPanels.hub.stop();
			words.stop();
			requests.stop();
			await poll?.stop();
			releases.words.stop();
			await releases.stopVerdicts();
			await sample.stop();
			await ingest.idle();
			// A database that is gone cannot be told.
			await registration.end().catch(() => {});
			await Promise.all([clickhouse.close(), sql.closeStatements(), metadata.close()]);
			if (!runtime.dev) await engines.stop();
		}
	};
	return { parts };
}
