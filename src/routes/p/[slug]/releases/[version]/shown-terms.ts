import type { Topic } from '#lib/domain/topic.ts';
import type { ChangedTerm } from '#lib/words/listed-terms.ts';
import { answersOf } from '../../behind.ts';
import { ALL_TIME } from '../../view.ts';

type Range = Readonly<{ fromMs: number; toMs: number }>;

/** A term with where to read who says it, and the topics that it is part of. */
export type ShownTerm = ChangedTerm &
	Readonly<{ answers: Readonly<{ before: string; after: string }>; topics: readonly string[] }>;

type Around = Readonly<{ slug: string; before: Range; after: Range; topics: readonly Topic[] }>;

/** The answers of a range in whose text the term stands, marked there. */
function answersSaying(term: string, slug: string, { fromMs, toMs }: Range): string {
	const range = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
	return answersOf({ slug, view: { ...ALL_TIME, ...range, search: `"${term}"` } });
}

export function shownTerm(term: ChangedTerm, { slug, before, after, topics }: Around): ShownTerm {
	const isTermOf = (topic: Topic) => topic.terms.some((own) => own.toLowerCase() === term.term);
	return {
		...term,
		answers: { before: answersSaying(term.term, slug, before), after: answersSaying(term.term, slug, after) },
		topics: topics.filter(isTermOf).map(({ name }) => name)
	};
}
