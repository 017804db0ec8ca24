import { error, redirect } from '@sveltejs/kit';
import { readOverview } from './overview.ts';
import { formFilter, readView } from './read-view.ts';
import type { PageServerLoad } from './$types.js';
import { viewSearch, withFilter } from './view.ts';

const WORDS = 8;
/** A text on the overview is a glance; the whole of it is on the page of feedback. */
const WORD_LENGTH = 400;

const glance = (text: string): string =>
	text.length > WORD_LENGTH ? `${text.slice(0, WORD_LENGTH).trimEnd()}…` : text;

export const load: PageServerLoad = async ({ locals: { parts, product }, url }) => {
	if (!product) error(404);
	const nowMs = Date.now();
	const read = readView(url.searchParams, { nowMs, zone: product.timezone });
	const added = formFilter(url.searchParams);
	if (added) redirect(303, url.pathname + viewSearch(withFilter(read.view, added)));

	const facts = await parts.facts(product);
	const [overview, releases, words] = await Promise.all([
		readOverview(read, {
			ask: (question) => parts.questions.ask(product, question),
			zone: product.timezone,
			scales: facts.scales
		}),
		parts.releases(product),
		parts.newestWords(product, { filter: read.view.filters, limit: WORDS })
	]);
	return {
		...read,
		...overview,
		facts,
		nowMs,
		origin: parts.origin,
		// Notes can be long, and no chart shows them.
		releases: releases.map((release) => ({ ...release, notes: '' })),
		words: words.map((word) => ({ ...word, text: glance(word.text) }))
	};
};
