import type { Product } from '#lib/domain/product.ts';
import type { Ingest } from '#lib/server/ingest/create-ingest.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { countPeople } from '#lib/server/metadata/people.ts';
import { insertProduct, readProducts, readSampleProduct } from '#lib/server/metadata/products.ts';
import { upsertRelease } from '#lib/server/metadata/releases.ts';
import { SAMPLE_ZONE, type Figures } from './figures.ts';
import { firstArriving, shiftMs } from './moved-time.ts';
import { readSampleState, writeSampleState, type SampleState } from './sample-state.ts';
import { sendRows } from './send-rows.ts';

const PRODUCT = { slug: 'sample', name: 'Chrome iOS', timezone: SAMPLE_ZONE, sample: true };

/** With their events some 18,000 rows at a time: one INSERT into each table, of a third of the months. */
const CHUNK = 4_000;

export type Making = Readonly<{
	database: Database;
	ingest: Pick<Ingest, 'feedback' | 'events'>;
	readFigures: () => Promise<Figures>;
	mirrorReleases: (product: number) => Promise<void>;
	now: () => number;
	isStopped: () => boolean;
}>;

/** The state of a sample that is to be made; `null` where somebody has settled in already. */
async function firstState({ database, readFigures, now }: Making): Promise<SampleState | null> {
	if ((await countPeople(database)) > 0 || (await readProducts(database)).length > 0) return null;
	const state: SampleState = { phase: 'filling', shiftMs: shiftMs(await readFigures(), now()) };
	await writeSampleState(database, state);
	return state;
}

async function fill(
	making: Making,
	product: number,
	{ moved, window }: { moved: number; window: 'recent' | 'ever' }
): Promise<void> {
	const { database, ingest } = making;
	const figures = await making.readFigures();
	for (const { version, atMs, title, notes } of figures.releases) {
		const at = new Date(atMs + moved);
		// Only the day is known, and stores hand versions out over days.
		await upsertRelease(database, product, { version, at, title, notes, rollout: 'gradual' });
	}
	await making.mirrorReleases(product);
	const end = firstArriving(figures);
	for (let from = 0; from < end; from += CHUNK) {
		if (making.isStopped()) return;
		const to = Math.min(from + CHUNK, end);
		await sendRows(ingest, figures, { product, from, to, shiftMs: moved, window });
	}
	await writeSampleState(database, { phase: 'arriving', shiftMs: moved, next: end, sentMs: 0 });
}

/**
 * The sample product with everything but its last six weeks; `null` where there is none to be. The caller holds the
 * lock. Cut off half-way it is taken up again, and nothing is stored twice.
 */
export async function makeSample(making: Making): Promise<Product | null> {
	const { database } = making;
	const state = (await readSampleState(database)) ?? (await firstState(making));
	if (state?.phase !== 'filling' && state?.phase !== 'arriving') return null;
	const known = await readSampleProduct(database);
	if (state.phase === 'arriving') return known;
	const product = known ?? (await insertProduct(database, PRODUCT));
	// A product taken up again may be older than what ingest remembers by itself.
	if (product) await fill(making, product.number, { moved: state.shiftMs, window: known ? 'ever' : 'recent' });
	return product;
}
