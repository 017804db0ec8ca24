import { productMetrics } from '#lib/domain/metric-settings.ts';
import type { Product } from '#lib/domain/product.ts';
import type { ReleaseChange } from '#lib/live/contract.ts';
import type { Changes } from '#lib/server/changes/create-changes.ts';
import type { Ingest } from '#lib/server/ingest/create-ingest.ts';
import { undoImport } from '#lib/server/ingest/undo-import.ts';
import type { Metadata } from '#lib/server/metadata/connect.ts';
import { readMetricSettings } from '#lib/server/metadata/metric-settings.ts';
import { readReleases } from '#lib/server/metadata/releases.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { createReleaseMirror } from '#lib/server/verdicts/create-release-mirror.ts';
import { createVerdicts } from '#lib/server/verdicts/create-verdicts.ts';
import { createReleaseWords } from '#lib/server/words/create-release-words.ts';

type Options = Readonly<{
	clickhouse: ClickHouseClient;
	metadata: Metadata;
	changes: Changes;
	ingest: Ingest;
	/** Tells everyone who opened the product's releases. */
	tell: (product: number, change: ReleaseChange) => void;
	onMended: (releases: number) => void;
	now: () => number;
}>;

/** What routes do with releases and what is said of them; a copy in ClickHouse that lacks something is mended first. */
export async function releaseParts({ clickhouse, metadata, changes, ingest, tell, onMended, now }: Options) {
	const { database, alone } = metadata;
	const mirror = createReleaseMirror({ clickhouse, database, alone });
	const mended = await mirror.heal();
	if (mended > 0) onMended(mended);
	return {
		mirrorReleases: mirror.sync,
		metrics: async (product: Product) => productMetrics(await readMetricSettings(database, product.number)),
		releases: (product: Product) => readReleases(database, product.number),
		/** To be awaited by the request that changed it: then it can be asked for in SQL, too. */
		releaseChanged: async (product: Product, change: ReleaseChange) => {
			tell(product.number, change);
			await mirror.sync(product.number);
		},
		undoImport: async (product: Product, id: string) => {
			const undone = await undoImport({ clickhouse, database, ingest, changes }, product.number, id);
			for (const version of undone?.versions ?? []) tell(product.number, { version, deleted: true });
			if (undone && undone.versions.length > 0) await mirror.sync(product.number);
			return undone;
		},
		verdicts: createVerdicts({ clickhouse, database, alone, changes, now }),
		words: createReleaseWords({ clickhouse, database, changes, now })
	};
}
