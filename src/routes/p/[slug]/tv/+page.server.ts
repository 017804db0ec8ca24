import { error } from '@sveltejs/kit';
import { readOverviewPage } from '../overview-page.ts';
import { readView } from '../read-view.ts';
import type { PageServerLoad } from './$types.js';

/** The picture of the overview; nothing is laid beside its charts, as nobody could tell the lines apart from afar. */
export const load: PageServerLoad = async ({ locals: { parts, product }, url }) => {
	if (!product) error(404);
	const [releases, topics] = await Promise.all([parts.releases(product), parts.topics(product)]);
	const search = new URLSearchParams(url.searchParams);
	search.delete('compare');
	const read = readView(search, { nowMs: Date.now(), zone: product.timezone, releases, topics });
	return { ...(await readOverviewPage(read, releases, { parts, product })), origin: parts.origin };
};
