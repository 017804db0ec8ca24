import { isTimeZone } from '#lib/domain/product.ts';
import { z } from 'zod';
import { ServerError } from './failures.ts';
import type { UpshotClient } from './upshot-client.ts';

/** The zone in which times without one are read, and why it is this one. */
export type ChosenZone = Readonly<{ zone: string; reason: string }>;

const Products = z.object({ products: z.array(z.object({ slug: z.string(), timezone: z.string() })) });

/**
 * The product's own zone; UTC where the key may not read it. As it is the first call, it also tells whether the
 * server is there, knows the key and has the product, before anything is sent.
 */
export async function readProductZone(client: UpshotClient, product: string): Promise<ChosenZone> {
	const reply = await client.call({ method: 'GET', path: 'products', accepts: [403, 404] });
	if (reply.status !== 200)
		return { zone: 'UTC', reason: 'the key may not read the product’s own; --zone sets another' };
	const list = Products.safeParse(reply.body);
	if (!list.success) throw new ServerError(`${client.address} does not answer like Upshot. Is the address right?`);
	const found = list.data.products.find(({ slug }) => slug === product);
	if (!found) throw new ServerError(`There is no product “${product}” that this key may see.`, { status: 404 });
	if (!isTimeZone(found.timezone)) return { zone: 'UTC', reason: 'the product’s own is unknown here' };
	return { zone: found.timezone, reason: 'the product’s zone' };
}
