import { saidVerdicts } from '#lib/charts/impact/said-verdict.ts';
import type { Product } from '#lib/domain/product.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Word } from '#lib/live/contract.ts';
import { readOverview } from './overview.ts';
import type { ReadView } from './read-view.ts';

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

type Source = Readonly<{ parts: App.Locals['parts']; product: Product }>;

/** A range that is over has words of its own; those of now would stand beside numbers of another time. */
async function wordsOf({ view, fromMs, toMs }: ReadView, isOver: boolean, { parts, product }: Source): Promise<Word[]> {
	if (!isOver) return parts.newestWords(product, { filter: view.filters, limit: WORDS });
	const { answers } = await parts.answers(product, {
		range: { fromMs, toMs },
		filter: [...view.filters, { field: 'text', op: '!=', value: '' }],
		// From the end on, as if from a page before: nothing has to be counted.
		after: { atMs: toMs, id: '' },
		limit: WORDS
	});
	return answers.map(({ id, at, scale, score, text, channel, version }) => ({
		...{ id, at, scale, score, text, channel, version }
	}));
}

/** What a page shows that gives the whole picture of a product in a range. */
export async function readOverviewPage(read: ReadView, releases: readonly Release[], source: Source) {
	const { parts, product } = source;
	const isOver = read.toMs < read.nowMs;
	const [facts, metrics, verdicts] = await Promise.all([
		parts.facts(product),
		parts.metrics(product),
		parts.verdicts.known(product)
	]);
	const [overview, words] = await Promise.all([
		readOverview(read, {
			ask: (question) => parts.questions.ask(product, question),
			zone: product.timezone,
			scales: facts.scales
		}),
		wordsOf(read, isOver, source)
	]);
	return {
		...read,
		...overview,
		facts,
		isOver,
		releases: shownReleases(releases, read),
		said: saidVerdicts(verdicts, metrics),
		words: words.map((word) => ({ ...word, text: glance(word.text) }))
	};
}
