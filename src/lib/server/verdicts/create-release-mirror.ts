import type { Database, Metadata } from '#lib/server/metadata/connect.ts';
import { readReleases } from '#lib/server/metadata/releases.ts';
import { readProducts } from '#lib/server/metadata/products.ts';
import type { ClickHouseClient } from '#lib/server/store/client.ts';
import { deleteVerdicts } from '#lib/server/store/delete-verdicts.ts';
import {
	insertMirroredReleases,
	readMirroredReleases,
	type MirroredRelease
} from '#lib/server/store/mirrored-releases.ts';
import { mirrorDifferences } from './mirror-differences.ts';

export type ReleaseMirror = Readonly<{
	/** Resolves when ClickHouse has the product's releases as they were when this was called, or newer. */
	sync: (product: number) => Promise<void>;
	/** The same for all products; gives how many releases were missing or wrong. */
	heal: () => Promise<number>;
}>;

type Options = Readonly<{ clickhouse: ClickHouseClient; database: Database; alone: Metadata['alone'] }>;

/** Processes write one after another, so that a higher revision is always the later reading. */
const LOCK = 'upshot-release-mirror';

/** Keeps ClickHouse's copy of the releases. Calls that wait while one of the same product runs share the next one. */
export function createReleaseMirror({ clickhouse, database, alone }: Options): ReleaseMirror {
	const waiting = new Map<number, Promise<void>>();
	let last: Promise<unknown> = Promise.resolve();

	async function mend(product: number, mirrored: readonly MirroredRelease[]): Promise<number> {
		const rows = mirrorDifferences(product, await readReleases(database, product), mirrored);
		const gone = rows.filter(({ deleted }) => deleted).map(({ version }) => version);
		// First: a crash in between leaves a release that is still to be taken away.
		if (gone.length > 0) await deleteVerdicts(clickhouse, product, gone);
		if (rows.length > 0) await insertMirroredReleases(clickhouse, rows);
		return rows.length;
	}

	async function run(product: number): Promise<void> {
		await last.catch(() => {});
		waiting.delete(product);
		await alone(LOCK, async () => mend(product, await readMirroredReleases(clickhouse, product)));
	}

	return {
		sync: (product) => {
			const joined = waiting.get(product);
			if (joined) return joined;
			const next = run(product);
			waiting.set(product, next);
			last = next;
			return next;
		},
		heal: () =>
			alone(LOCK, async () => {
				const mirrored = new Map<number, MirroredRelease[]>();
				for (const { number } of await readProducts(database)) mirrored.set(number, []);
				for (const one of await readMirroredReleases(clickhouse, null))
					mirrored.set(one.product, [...(mirrored.get(one.product) ?? []), one]);
				let mended = 0;
				for (const [product, copies] of mirrored) mended += await mend(product, copies);
				return mended;
			})
	};
}
