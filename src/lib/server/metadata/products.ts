import { asc, eq } from 'drizzle-orm';
import { products } from '#db/metadata/schema.ts';
import type { NewProduct, Product } from '#lib/domain/product.ts';
import type { Database } from './connect.ts';

export const productColumns = {
	number: products.number,
	slug: products.slug,
	name: products.name,
	timezone: products.timezone,
	sample: products.sample
};

export const readProducts = (database: Database): Promise<Product[]> =>
	database.select(productColumns).from(products).orderBy(asc(products.number));

/** `null` when no product has the slug. */
export async function readProduct(database: Database, slug: string): Promise<Product | null> {
	const [product] = await database.select(productColumns).from(products).where(eq(products.slug, slug));
	return product ?? null;
}

/** The product as created; `null` when the slug is taken. */
export async function insertProduct(
	database: Database,
	product: NewProduct & { sample?: boolean }
): Promise<Product | null> {
	const [created] = await database.insert(products).values(product).onConflictDoNothing().returning(productColumns);
	return created ?? null;
}

/** The product as changed; its slug and number never change. */
export async function updateProduct(
	database: Database,
	number: number,
	changes: Pick<NewProduct, 'name' | 'timezone'>
): Promise<Product | null> {
	const [changed] = await database
		.update(products)
		.set(changes)
		.where(eq(products.number, number))
		.returning(productColumns);
	return changed ?? null;
}

/** The sample product; `null` when it was never made, or removed. */
export async function readSampleProduct(database: Database): Promise<Product | null> {
	const [product] = await database.select(productColumns).from(products).where(eq(products.sample, true));
	return product ?? null;
}

/** Takes the product away with everything that belongs to it here; its number is never given again. */
export async function deleteProduct(database: Database, number: number): Promise<void> {
	await database.delete(products).where(eq(products.number, number));
}
