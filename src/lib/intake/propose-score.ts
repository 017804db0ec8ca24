import { SCALES, type Scale } from '#lib/domain/scale.ts';
import type { ImportNote, ImportQuestion, QuestionCode } from './import-answers.ts';
import { outside, type ScoreRange } from './score-range.ts';
import { scoreReading, type ScoreReading } from './score-reading.ts';
import { scaleNamed } from './score-scale.ts';

/** How scores are read, and what there is to say or ask about it. */
export type ProposedScore = Readonly<{
	reading: ScoreReading | null;
	notes: readonly ImportNote[];
	questions: readonly ImportQuestion[];
}>;

/** More words than this share make a column one of words. */
const WORD_SHARE = 0.75;

/** More scores than this outside a scale say that it is another one; fewer are slips. Few rows say little. */
const MOST_OUTSIDE_SHARE = 0.03;
const MOST_OUTSIDE_SHARE_OF_FEW = 0.25;
const FEW = 20;

const fits = (range: ScoreRange, min: number, max: number): boolean =>
	outside(range, min, max) <= range.numbers * (range.numbers < FEW ? MOST_OUTSIDE_SHARE_OF_FEW : MOST_OUTSIDE_SHARE);

const decided = (scale: Scale, code: 'scale-by-name' | 'scale-by-values'): ProposedScore => ({
	reading: { scale, how: 'whole' },
	notes: [{ field: 'score', code, params: { scale } }],
	questions: []
});

function asked(code: QuestionCode, options: readonly string[], column: string, range: ScoreRange): ProposedScore {
	const [first = 'stars'] = options;
	const params = { column, low: String(range.low), high: String(range.high), example: range.fraction };
	const reading = scoreReading(first);
	const isKept = reading !== null && reading.how !== 'whole';
	return {
		reading,
		notes: isKept ? [{ field: 'score', code: 'original-kept', params: {} }] : [],
		questions: [{ field: 'score', code, params, options, default: first }]
	};
}

/** The ends of what a column of numbers seems to be measured by: −1 to 1, 0 to 100, … */
function ends({ low, high }: ScoreRange): readonly [number, number] {
	const reach = Math.max(Math.abs(low), Math.abs(high));
	const end = [1, 2, 3, 5, 10, 100].find((one) => one >= reach) ?? Math.ceil(reach);
	return low < 0 ? [-end, end] : [0, end];
}

function spread(column: string, range: ScoreRange): ProposedScore {
	const [low, high] = ends(range);
	const options = (['csat', 'stars', 'nps'] as const).map((scale) => `${scale}:${low}..${high}`);
	return asked('spread-scores', options, column, range);
}

/** Numbers whose scale the column's name does not tell. */
function byRange(column: string, range: ScoreRange): ProposedScore {
	const hasFractions = range.fractions > 0;
	if (range.low < 0 || !fits(range, 0, 10) || (hasFractions && range.high <= 1)) return spread(column, range);
	if (!hasFractions && range.high <= 1) return decided('thumbs', 'scale-by-values');
	if (fits(range, 0, 5)) {
		if (hasFractions) return asked('half-scores', ['stars:rounded', 'csat:rounded'], column, range);
		return asked('scale', ['stars', 'csat', 'ces', 'nps'], column, range);
	}
	if (hasFractions) return asked('half-scores', ['nps:rounded', 'stars:0..10', 'csat:0..10'], column, range);
	if (fits(range, 1, 7)) return asked('scale', ['ces', 'nps'], column, range);
	return asked('scale', ['nps', 'stars:0..10', 'csat:0..10'], column, range);
}

/** The reading that the column's name and values suggest, with a question where they do not decide. */
export function proposeScore(column: string, range: ScoreRange): ProposedScore {
	if (range.sentiments > range.filled * WORD_SHARE) return decided('csat', 'scale-by-values');
	if (range.thumbWords > range.filled * WORD_SHARE) return decided('thumbs', 'scale-by-values');
	if (range.numbers === 0) return { reading: null, notes: [], questions: [] };
	const named = scaleNamed(column);
	if (named === null || !fits(range, named === 'stars' ? 0 : SCALES[named].min, SCALES[named].max))
		return byRange(column, range);
	// Zeros and ones under any name are thumbs.
	if (range.fractions === 0 && !fits(range, SCALES[named].min, SCALES[named].max)) return byRange(column, range);
	if (range.fractions === 0) return decided(named, 'scale-by-name');
	if (range.high <= 1) return byRange(column, range);
	return asked('half-scores', [`${named}:rounded`], column, range);
}
