import { Slug } from '#lib/domain/product.ts';
import { UsageError } from './failures.ts';
import type { Environment } from './host.ts';
import { printable } from './printable.ts';

/** A server's address without a slash at its end. */
export function serverAddress(text: string): string {
	const problem = new UsageError(`“${printable(text, 100)}” is no address of a server, such as http://localhost:3000.`);
	if (!URL.canParse(text)) throw problem;
	const url = new URL(text);
	if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '') throw problem;
	return url.href.replace(/\/+$/, '');
}

/** The key as it can stand in a header; one that cannot would be printed by the error about it. */
export function requiredKey({ apiKey }: Environment): string {
	if (apiKey === null)
		throw new UsageError(
			'UPSHOT_API_KEY is not set. Make a key in the settings of the product and set it in the environment.'
		);
	if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new UsageError('UPSHOT_API_KEY holds characters that no key has.');
	return apiKey;
}

export function requiredProduct(slug: string | undefined): string {
	if (slug === undefined) throw new UsageError('Name the product: --product SLUG.');
	if (!Slug.safeParse(slug).success) throw new UsageError(`“${printable(slug, 70)}” is no slug of a product.`);
	return slug;
}
