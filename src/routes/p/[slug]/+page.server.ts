import { error, redirect } from '@sveltejs/kit';
import { readOverviewPage } from './overview-page.ts';
import { formFilter, readView } from './read-view.ts';
import type { PageServerLoad } from './$types.js';
import { viewSearch, withFilter } from './view.ts';

export const load: PageServerLoad = async ({ locals: { parts, product }, url }) => {
	if (!product) error(404);
	const nowMs = Date.now();
	const [releases, topics] = await Promise.all([parts.releases(product), parts.topics(product)]);
	const read = readView(url.searchParams, { nowMs, zone: product.timezone, releases, topics });
	const added = formFilter(url.searchParams);
	if (added) redirect(303, url.pathname + viewSearch(withFilter(read.view, added)));
	// What was typed is kept as what it means.
	if (url.searchParams.has('range') && read.problems.length === 0) redirect(303, url.pathname + viewSearch(read.view));
	return {
		...(await readOverviewPage(read, releases, { parts, product })),
		topics: topics.map(({ name }) => name),
		origin: parts.origin
	};
};
