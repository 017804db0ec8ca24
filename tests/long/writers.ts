import { randomUUID } from 'node:crypto';
import type { TestProduct } from '../fixtures/api.ts';

/** A batch of rows with ids; sent until the server has said that it has them. */
export type Batch = { table: 'feedback' | 'events'; ids: string[]; accepted: boolean };

const BATCH_ROWS = 20;
/** The next server answers within this time, or the test has failed. */
const PATIENCE_MS = 45_000;

const bodyOf = ({ table, ids }: Batch): string => {
	const row = table === 'feedback' ? { scale: 'nps', score: 7, version: '1.0' } : { name: 'opened' };
	return JSON.stringify(ids.map((id) => ({ id, ...row })));
};

/**
 * Clients that write for as long as `goesOn`, through every fault. A batch that gets no 200 is sent again, twice at the
 * same time, as impatient clients do. Any answer but 200, 429 and 503 is noted as wrong.
 */
export function createWriters({
	url,
	product,
	random
}: {
	url: () => string;
	product: TestProduct;
	random: () => number;
}) {
	const batches: Batch[] = [];
	const wrong: string[] = [];
	let retried = 0;

	async function send(batch: Batch): Promise<boolean> {
		try {
			const response = await fetch(`${url()}/api/v1/${batch.table}`, {
				method: 'POST',
				headers: { authorization: `Bearer ${product.key.ingest}`, 'content-type': 'application/json' },
				body: bodyOf(batch),
				signal: AbortSignal.timeout(PATIENCE_MS)
			});
			const text = await response.text();
			if (response.status === 200) return true;
			const isHonest = [429, 503].includes(response.status) && response.headers.get('retry-after') !== null;
			if (!isHonest) wrong.push(`${response.status} ${text.slice(0, 200)}`);
			return false;
		} catch {
			return false; // the connection was lost
		}
	}

	async function sendUntilStored(batch: Batch): Promise<void> {
		const untilMs = Date.now() + PATIENCE_MS;
		batch.accepted = await send(batch);
		if (!batch.accepted) retried++;
		while (!batch.accepted && Date.now() < untilMs) {
			batch.accepted = (await Promise.all([send(batch), send(batch)])).includes(true);
			if (!batch.accepted) await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}

	return {
		batches,
		wrong,
		retried: () => retried,
		/** Resolves when every batch that was begun has its 200, or nobody answers any more. */
		write: async (writers: number, goesOn: () => boolean): Promise<void> => {
			const writer = async () => {
				while (goesOn()) {
					const table = random() < 0.7 ? 'feedback' : 'events';
					const batch = {
						table,
						ids: Array.from({ length: BATCH_ROWS }, () => randomUUID()),
						accepted: false
					} as Batch;
					batches.push(batch);
					await sendUntilStored(batch);
				}
			};
			await Promise.all(Array.from({ length: writers }, writer));
		}
	};
}
