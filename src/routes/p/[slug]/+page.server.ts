import { error, redirect } from '@sveltejs/kit';
import type { Release } from '#lib/domain/release.ts';
import { readOverview } from './overview.ts';
import { formFilter, readView } from './read-view.ts';
import type { PageServerLoad } from './$types.js';
import { viewSearch, withFilter } from './view.ts';

const WORDS = 8;
/** As many as the menu of ranges offers before anything is typed. */
const NEWEST_RELEASES = 5;
/** A text on the overview is a glance; the whole of it is on the page of feedback. */
const WORD_LENGTH = 400;

/** Those that the charts and the ranges name; notes can be long, and neither shows them. */
const shownReleases = (releases: readonly Release[], { fromMs, toMs }: { fromMs: number; toMs: number }): Release[] =>
	releases
		.filter(({ at, stages }, index) => {
			const ends = [at, ...stages.map((stage) => stage.at)].map(Date.parse);
			return index < NEWEST_RELEASES || (Math.min(...ends) < toMs && Math.max(...ends) >= fromMs);
		})
		.map((release) => ({ ...release, notes: '' }));

const glance = (text: string): string =>
	text.length > WORD_LENGTH ? `${text.slice(0, WORD_LENGTH).trimEnd()}…` : text;

export const load: PageServerLoad = async ({ locals: { parts, product }, url }) => {
	if (!product) error(404);
	const nowMs = Date.now();
	const releases = await parts.releases(product);
	const read = readView(url.searchParams, { nowMs, zone: product.timezone, releases });
	const added = formFilter(url.searchParams);
	if (added) redirect(303, url.pathname + viewSearch(withFilter(read.view, added)));
	// What was typed is kept as what it means.
	if (url.searchParams.has('range') && read.problems.length === 0) redirect(303, url.pathname + viewSearch(read.view));

	const facts = await parts.facts(product);
	const [overview, words] = await Promise.all([
		readOverview(read, {
			ask: (question) => parts.questions.ask(product, question),
			zone: product.timezone,
			scales: facts.scales
		}),
		parts.newestWords(product, { filter: read.view.filters, limit: WORDS })
	]);
	return {
		...read,
		...overview,
		facts,
		nowMs,
		origin: parts.origin,
		releases: shownReleases(releases, read),
		words: words.map((word) => ({ ...word, text: glance(word.text) }))
	};
};
