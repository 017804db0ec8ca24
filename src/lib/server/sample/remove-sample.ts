import type { Database } from '#lib/server/metadata/connect.ts';
import { deleteProduct, readSampleProduct } from '#lib/server/metadata/products.ts';
import { readSampleState, writeSampleState } from './sample-state.ts';

/**
 * Takes the sample away without trace, for good. The caller holds the lock; cut off half-way it is taken up again.
 * @returns the number of the product that is gone now; `null` where there was none
 */
export async function removeSample(
	database: Database,
	deleteRows: (product: number) => Promise<void>
): Promise<number | null> {
	const state = await readSampleState(database);
	if (state === null || state.phase === 'removed') return null;
	const product = state.phase === 'removing' ? state.product : (await readSampleProduct(database))?.number;
	if (product !== undefined) {
		await writeSampleState(database, { phase: 'removing', product });
		// First what lets people in, then the many rows.
		await deleteProduct(database, product);
		await deleteRows(product);
	}
	await writeSampleState(database, { phase: 'removed' });
	return product ?? null;
}
