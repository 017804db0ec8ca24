import { metricOf } from '#lib/domain/own-metric.ts';
import type { Product } from '#lib/domain/product.ts';
import { questionSchema, type QuestionSchema } from '#lib/domain/question.ts';
import type { Hub } from '#lib/server/live/create-hub.ts';
import type { Database } from '#lib/server/metadata/connect.ts';
import { readOwnMetrics } from '#lib/server/metadata/own-metrics.ts';
import { sharedReads } from '#lib/server/metadata/shared-reads.ts';

/** What doors and the hub do with metrics that a product defines itself. */
export function metricParts(database: Database) {
	const read = sharedReads(async (product) => (await readOwnMetrics(database, Number(product))).map(metricOf));
	return {
		/** What may be asked about the product, as it is now. */
		questionSchema: async ({ number }: Pick<Product, 'number'>): Promise<QuestionSchema> =>
			questionSchema(await read(String(number))),
		/** Open answers about a metric follow its new definition; those about one that is gone stay as they are. */
		heard: async ({ product, name }: { product: number; name: string }, hub: Pick<Hub, 'redefine'>): Promise<void> => {
			const metric = (await read(String(product))).find((own) => own.name === name);
			if (metric?.definition) hub.redefine(product, { name, definition: metric.definition });
		}
	};
}
