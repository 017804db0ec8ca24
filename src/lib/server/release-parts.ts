import type { Logger } from 'pino';
import type { Product } from '#lib/domain/product.ts';
import type { ReleaseChange } from '#lib/live/contract.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { Ingest } from '#lib/server/ingest/create-ingest.ts';
import {
	hasVerdictViewers,
	onReleasesClose,
	onReleasesOpen,
	sendRelease,
	sendVerdict
} from '#lib/server/doors/on-releases.ts';
import type { LiveServer } from '#lib/server/doors/live-door.ts';
import { undoImport } from '#lib/server/ingest/undo-import.ts';
import type { Metadata } from '#lib/server/metadata/connect.ts';
import { readProductMetrics } from '#lib/server/metadata/product-metrics.ts';
import { readProducts } from '#lib/server/metadata/products.ts';
import { readRelease, readReleases } from '#lib/server/metadata/releases.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { createLiveVerdicts } from '#lib/server/verdicts/create-live-verdicts.ts';
import { createFitter } from '#lib/server/verdicts/create-fitter.ts';
import { createPlacebo } from '#lib/server/verdicts/create-placebo.ts';
import { createReleaseMirror } from '#lib/server/verdicts/create-release-mirror.ts';
import { createVerdicts } from '#lib/server/verdicts/create-verdicts.ts';
import { createReleaseWords } from '#lib/server/words/create-release-words.ts';

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	metadata: Metadata;
	changes: Changes;
	ingest: Ingest;
	io: LiveServer;
	log: Pick<Logger, 'info' | 'error'>;
	/** Tells the other processes that a release changed. */
	tellOthers: (product: number, version: string) => void;
	now: () => number;
}>;

/** What routes do with releases and what is said of them; a copy in ClickHouse that lacks something is mended first. */
export async function releaseParts(options: Options) {
	const { clickhouse, metadata, changes, ingest, io, log, now } = options;
	const { database, alone } = metadata;
	const mirror = createReleaseMirror({ clickhouse, database, alone });
	const mended = await mirror.heal();
	if (mended > 0) log.info(`${mended} releases were brought to ClickHouse`);
	const fitter = createFitter();
	const verdicts = createVerdicts({ clickhouse, database, alone, changes, fitter, now });
	const onError = (cause: unknown) => log.error({ err: cause }, 'a verdict failed');
	const live = createLiveVerdicts({
		verdicts,
		isWatched: (product) => hasVerdictViewers(io, product),
		onChange: (product, change) => sendVerdict(io, product, change),
		onError,
		readProducts: () => readProducts(database),
		monotonic: () => performance.now()
	});
	const tellHere = (product: number, change: ReleaseChange) => {
		sendRelease(io, product, change);
		live.poke(product);
	};
	const tell = (product: number, change: ReleaseChange) => {
		tellHere(product, change);
		options.tellOthers(product, change.version);
	};
	return {
		mirrorReleases: mirror.sync,
		metrics: (product: Product) => readProductMetrics(database, product.number),
		releases: (product: Product) => readReleases(database, product.number),
		/** To be awaited by the request that changed it: then it can be asked for in SQL, too. */
		releaseChanged: async (product: Product, change: ReleaseChange) => {
			try {
				await mirror.sync(product.number);
			} finally {
				// Who is told asks at once, and has to find it.
				tell(product.number, change);
			}
		},
		/** Another process changed it. */
		releaseHeard: (product: number, version: string): void => {
			readRelease(database, product, version)
				.then((release) => tellHere(product, release ?? { version, deleted: true }))
				.catch((cause: unknown) => log.error({ err: cause }, 'a change of a release could not be told'));
		},
		undoImport: async (product: Product, id: string) => {
			const undone = await undoImport({ clickhouse, database, ingest, changes }, product.number, id);
			if (undone && undone.versions.length > 0) await mirror.sync(product.number);
			for (const version of undone?.versions ?? []) tell(product.number, { version, deleted: true });
			return undone;
		},
		words: createReleaseWords({ clickhouse, database, changes, now }),
		verdicts,
		placebo: createPlacebo({ clickhouse, database, fitter, now }),
		events: [
			onReleasesOpen({ readReleases: (product) => readReleases(database, product), follow: live.open }),
			onReleasesClose
		],
		/** The products whose verdicts somebody watches. */
		watchedProducts: live.products,
		stopVerdicts: async () => {
			verdicts.stop();
			// What it is in the midst of would take seconds; nobody hears of it any more.
			await Promise.all([live.stop(), fitter.stop()]);
		}
	};
}
