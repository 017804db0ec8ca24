import type { Product } from '#lib/domain/product.ts';
import type { Parts } from '#lib/server/compose.ts';

/** The words that moved around a release, without the release itself; `null` when there is none. */
export async function readWords({ words }: Pick<Parts, 'words'>, product: Product, version: string) {
	const found = await words.around(product, version);
	if (!found) return null;
	const { before, after, copies, isEnough, terms } = found;
	return { before, after, copies, isEnough, terms };
}

export type Words = NonNullable<Awaited<ReturnType<typeof readWords>>>;
