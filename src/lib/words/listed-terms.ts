import { discoveryLimit } from '#lib/stats/false-discoveries.ts';
import { logOddsShift } from '#lib/stats/log-odds-shift.ts';
import { twoSidedTail } from '#lib/stats/normal-tail.ts';
import { shareDifference } from '#lib/stats/share-difference.ts';
import type { CountedTerm, Side } from './count-terms.ts';
import { isJoining, saysNothingAlone, turnsOrJoins } from './stop-words.ts';
import { toldApart } from './told-apart.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A term whose share of the texts moved; `low` and `high` are of the difference of the shares. */
export type ChangedTerm = Readonly<{
	term: string;
	before: number;
	after: number;
	shareBefore: number;
	shareAfter: number;
	low: number;
	high: number;
	z: number;
}>;

/** What is known of a term beforehand is worth so many texts: half of one on each side for 5 among 500. */
const PRIOR_TEXTS = 50;
/** Of the terms that pass, as many moved by chance alone, on average. */
const FALSE_RATE = 0.05;
/** Less is nearly equal, however many texts stand behind it. */
const LEAST_DIFFERENCE = 0.005;
const MOST_LISTED = 20;
/** Of each direction as many are compared with each other. */
const MOST_COMPARED = 300;
const TERMS_A_STEP = 500;

type Totals = Readonly<Record<Side, number>>;
type Moved = ChangedTerm & Readonly<{ words: readonly number[] }>;

function isMeaningful({ words }: CountedTerm, { word }: Vocabulary): boolean {
	const said = words.map(word);
	if (said.length === 1) return !said.some(saysNothingAlone);
	const edges = [said[0] ?? '', said.at(-1) ?? ''];
	return !edges.some(isJoining) && !said.every(turnsOrJoins);
}

function movedTerm({ term, words, before, after }: CountedTerm, of: Totals): Moved | null {
	// Half a text on either side of nothing: a share of none or all cannot be believed beforehand.
	const share = (before + after + 0.5) / (of.before + of.after + 1);
	const { z } = logOddsShift({ before, after }, of, { weight: PRIOR_TEXTS, share });
	const difference = shareDifference({ hits: before, total: of.before }, { hits: after, total: of.after });
	if (!difference) return null;
	const shares = { shareBefore: before / of.before, shareAfter: after / of.after };
	return { term, words, before, after, ...shares, low: difference.low, high: difference.high, z };
}

const isClear = ({ shareBefore, shareAfter, low, high }: Moved): boolean =>
	low * high > 0 && Math.abs(shareAfter - shareBefore) >= LEAST_DIFFERENCE;

/**
 * The terms whose share moved, those that moved most first, at most twenty each way; none is there twice in other
 * words. Yields between steps.
 */
export function* listedTerms(
	counted: readonly CountedTerm[],
	of: Totals,
	vocabulary: Vocabulary
): Generator<undefined, ChangedTerm[]> {
	const tested: Moved[] = [];
	for (const [index, one] of counted.entries()) {
		const moved = isMeaningful(one, vocabulary) ? movedTerm(one, of) : null;
		if (moved) tested.push(moved);
		if (index % TERMS_A_STEP === 0) yield;
	}
	const limit = discoveryLimit(
		tested.map(({ z }) => twoSidedTail(z)),
		FALSE_RATE
	);
	if (limit === null) return [];
	const clear = tested
		.filter((one) => twoSidedTail(one.z) <= limit && isClear(one))
		.sort((one, other) => Math.abs(other.z) - Math.abs(one.z));
	const [more, less] = [clear.filter(({ z }) => z > 0), clear.filter(({ z }) => z < 0)];
	return [more, less]
		.flatMap((terms) => toldApart(terms.slice(0, MOST_COMPARED)).slice(0, MOST_LISTED))
		.sort((one, other) => Math.abs(other.z) - Math.abs(one.z))
		.map(({ words: _, ...term }) => term);
}
