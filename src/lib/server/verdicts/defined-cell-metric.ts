import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { TOPIC_FIELD, type Filter } from '#lib/domain/question.ts';
import { isScale, SCALE_NAMES, SCALES, type Scale } from '#lib/domain/scale.ts';
import type { CellMetric } from './cell-metric.ts';

type Answer = Parameters<CellMetric['worth']>[0];

/** Whether only rows with a score pass. */
const isScored = ({ field, op, value }: Filter): boolean =>
	(field === 'score' && op !== '!=') ||
	(field === 'scale' && (op === '=' || op === 'in') && [value].flat().every((one) => isScale(String(one))));

const isOfScores = (filters: readonly Filter[]): boolean =>
	filters.every(({ field }) => field === 'score' || field === 'scale');

const onScale = (scale: Scale, { op, value }: Filter): boolean => {
	const values = [value].flat().map(String);
	if (op === 'contains') return scale.includes(values[0]?.toLowerCase() ?? '');
	return values.includes(scale) !== (op === '!=');
};

const onScore = (score: number, { op, value }: Filter): boolean => {
	const values: readonly unknown[] = [value].flat();
	if (op === '>=') return score >= Number(values[0]);
	if (op === '<=') return score <= Number(values[0]);
	return values.includes(score) !== (op === '!=');
};

/** What a filter on scale or score says of a scored answer, as the store says it. */
const lets = (filters: readonly Filter[], scale: Scale, score: number): boolean =>
	filters.every((filter) => (filter.field === 'scale' ? onScale(scale, filter) : onScore(score, filter)));

const scoreOf = ({ scale, score }: Answer): { scale: Scale; score: number } | null =>
	scale !== null && score !== null ? { scale, score } : null;

/** All that a score can be, in order, on the scales that the filters leave. */
function scoresOf(where: readonly Filter[]): number[] {
	const scales = SCALE_NAMES.filter((scale) =>
		where.filter(({ field }) => field === 'scale').every((one) => onScale(scale, one))
	);
	const all = scales.flatMap((scale) => {
		const { min, max } = SCALES[scale];
		return Array.from({ length: max - min + 1 }, (_, index) => min + index);
	});
	return [...new Set(all)].sort((a, b) => a - b);
}

/**
 * How the method looks at a metric of the product's own; `null` where it has none: it knows counts, and of scores shares
 * and means.
 */
export function definedCellMetric(definition: MetricDefinition): CellMetric | null {
	const { kind, over, where } = definition;
	// What a topic means changes, and nobody would see that a verdict is another one.
	if (where.some(({ field }) => field === TOPIC_FIELD)) return null;
	if (kind === 'count') {
		const source = over === 'events' ? 'events' : 'answers';
		return { kind: 'volume', source, values: [], worth: () => 1, where };
	}
	if (over !== 'feedback') return null;
	if (kind === 'mean' && definition.field === 'score')
		return { kind: 'mean', source: 'respondents', values: scoresOf(where), worth: ({ score }) => score, where };
	if (kind !== 'share' || !where.some(isScored) || !isOfScores(definition.of)) return null;
	const { of } = definition;
	return {
		...{ kind: 'share', source: 'respondents', values: [0, 1], where },
		worth: (answer) => {
			const known = scoreOf(answer);
			return known && (lets(of, known.scale, known.score) ? 1 : 0);
		}
	};
}
