/** What stands between a word and the one before it; `null` where no phrase can reach across. */
export type Gap = '' | ' ' | '-' | null;

/** A word in lower case, with straight apostrophes; `isCurly` where it was written with another. */
export type SaidWord = Readonly<{ word: string; gap: Gap; isCurly: boolean }>;

/** Addresses, handles and what is left of markup: they name places and people, and say nothing of the product. */
const NO_WORDS = /https?:\/\/\S+|www\.\S+|\S+@\S+|[@＠][\p{L}\p{N}_.]+|&(?:[a-z]+|#\d+);/giu;
const LETTER = /\p{L}/u;

const MOST_LANGUAGES = 50;
const segmenters = new Map<string, Intl.Segmenter>();

/** The languages that answers name are free text; what is none is read by the rules for all. */
function known(lang: string): string {
	try {
		return Intl.Segmenter.supportedLocalesOf(lang)[0] ?? 'und';
	} catch {
		return 'und';
	}
}

function segmenterOf(lang: string): Intl.Segmenter {
	const kept = segmenters.get(lang);
	if (kept) return kept;
	const segmenter = new Intl.Segmenter(known(lang), { granularity: 'word' });
	if (segmenters.size < MOST_LANGUAGES) segmenters.set(lang, segmenter);
	return segmenter;
}

const gapOf = (between: string): Gap => (between === '' || between === ' ' || between === '-' ? between : null);

type Cut = Readonly<{ segment: string; index: number }>;

/** A letter of any other script than the Latin one, or a mark that is put on a letter: not for the short way. */
const BEYOND_LATIN = /[\p{M}\u200d]|(?!\p{Script=Latin})[\p{L}]/u;
/** Letters, digits and underscores; between two letters, or two digits, also what belongs to the word or the number. */
const LATIN_WORD = /[\p{L}\p{N}_]+(?:(?:(?<=\p{L})['’.:·‧․](?=\p{L})|(?<=\p{N})['’.,;․](?=\p{N}))[\p{L}\p{N}_]+)*/gu;

/** As Unicode cuts words (UAX 29), without asking it: a third of the time. */
const latinCuts = (text: string): Cut[] =>
	[...text.matchAll(LATIN_WORD)].map(({ 0: segment, index }) => ({ segment, index }));

const cutsOf = (text: string, lang: string): Cut[] =>
	BEYOND_LATIN.test(text)
		? [...segmenterOf(lang).segment(text)].filter(({ isWordLike }) => isWordLike)
		: latinCuts(text);

/**
 * The words of an answer in order, by the rules of its language; numbers, addresses and handles are no words. A gap
 * of anything but nothing, one space or a hyphen ends a phrase, so every phrase stands in the text as it is.
 */
export function saidWords(text: string, lang: string): SaidWord[] {
	const lower = text.replace(NO_WORDS, '\n').toLowerCase();
	const words: SaidWord[] = [];
	let end = 0;
	let isApart = true;
	for (const { segment, index } of cutsOf(lower, lang)) {
		if (!LETTER.test(segment)) {
			isApart = true;
			continue;
		}
		const word = segment.replaceAll('’', "'");
		words.push({ word, gap: isApart ? null : gapOf(lower.slice(end, index)), isCurly: word !== segment });
		end = index + segment.length;
		isApart = false;
	}
	return words;
}
