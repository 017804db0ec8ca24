/** What is needed of a term to see whether it says more than another. */
export type Weighed = Readonly<{ words: readonly number[]; before: number; after: number; z: number }>;

/** Of the answers that say a word, as many say the phrase: then the phrase stands for it. */
const STANDS_FOR = 0.6;

const isMore = ({ z }: Weighed): boolean => z > 0;
/** How many say it on the side where more do. */
const said = (one: Weighed): number => (isMore(one) ? one.after : one.before);

const isPart = (part: readonly number[], whole: readonly number[]): boolean =>
	part.length <= whole.length && whole.some((_, from) => part.every((word, at) => whole[from + at] === word));

/** Whether one begins within the other and goes on after it: windows on the same sentence. */
const isNext = (one: readonly number[], other: readonly number[]): boolean =>
	one.some((_, from) => from > 0 && one.slice(from).every((word, at) => other[at] === word));

/** Whether a term says nothing beside one that is listed: it is its part, its longer form, or its neighbour. */
function isSaidBy(one: Weighed, listed: Weighed): boolean {
	if (isMore(one) !== isMore(listed)) return false;
	if (isPart(one.words, listed.words)) return said(listed) >= STANDS_FOR * said(one);
	return isPart(listed.words, one.words) || isNext(one.words, listed.words) || isNext(listed.words, one.words);
}

/** Its own, or that of the strongest of its parts that it stands for. */
const weight = (one: Weighed, terms: readonly Weighed[]): number =>
	terms
		.filter(({ words }) => words.length < one.words.length && isPart(words, one.words))
		.filter((part) => isMore(part) === isMore(one) && said(one) >= STANDS_FOR * said(part))
		.reduce((most, { z }) => Math.max(most, Math.abs(z)), Math.abs(one.z));

/**
 * The terms without those that say again what a stronger one says. A phrase goes before its words where most of the
 * answers that say them say it. The strongest come first.
 */
export function toldApart<Term extends Weighed>(terms: readonly Term[]): Term[] {
	const ordered = terms
		.map((one) => ({ one, weight: weight(one, terms) }))
		.sort((left, right) => right.weight - left.weight || right.one.words.length - left.one.words.length);
	const kept: Term[] = [];
	for (const { one } of ordered) if (!kept.some((listed) => isSaidBy(one, listed))) kept.push(one);
	return kept;
}
