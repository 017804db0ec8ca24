import { createCopyFinder } from './copies.ts';
import { countTerms, type NumberedText, type Side } from './count-terms.ts';
import { listedTerms, type ChangedTerm } from './listed-terms.ts';
import { saidWords } from './said-words.ts';
import { createVocabulary } from './vocabulary.ts';

/** What an answer says, on which side of a release. */
export type SaidText = Readonly<{ side: Side; text: string; lang: string }>;

/** `before` and `after`: how many different texts were looked at. */
export type WordChanges = Readonly<{
	before: number;
	after: number;
	/** Texts left out because they are nearly the same as another of their side. */
	copies: number;
	terms: readonly ChangedTerm[];
}>;

/** With fewer texts on a side nothing is said of any word. */
export const LEAST_TEXTS = 20;
/** A term that fewer answers say, both sides together, is no topic. */
const LEAST_ANSWERS = 5;
const TEXTS_A_STEP = 20;

/**
 * Which words and short phrases are said by another share of the texts after a moment than before it. Each counts
 * once a text, nearly equal texts count once a side, and the first of them stays. Yields between steps, so that
 * whoever runs it can let others go first.
 */
export function* wordChanges(said: readonly SaidText[]): Generator<undefined, WordChanges> {
	const vocabulary = createVocabulary();
	const isCopy = { before: createCopyFinder(), after: createCopyFinder() };
	const of = { before: 0, after: 0 };
	const texts: NumberedText[] = [];
	for (const [index, { side, text, lang }] of said.entries()) {
		const found = saidWords(text, lang);
		const words = found.map(vocabulary.numberOf);
		if (!isCopy[side](words)) {
			texts.push({ side, words, gaps: found.map(({ gap }) => gap) });
			of[side]++;
		}
		if (index % TEXTS_A_STEP === 0) yield;
	}
	const copies = said.length - texts.length;
	if (Math.min(of.before, of.after) < LEAST_TEXTS) return { ...of, copies, terms: [] };
	const counted = yield* countTerms(texts, vocabulary, LEAST_ANSWERS);
	return { ...of, copies, terms: yield* listedTerms(counted, of, vocabulary) };
}
