import type { MetricDefinition } from '#lib/domain/metric-definition.ts';
import { isMetricName, type MetricName } from '#lib/domain/metric.ts';
import type { Filter } from '#lib/domain/question.ts';
import { SCALE_NAMES, SCALES, type Scale } from '#lib/domain/scale.ts';
import type { ImpactCell } from '#lib/stats/impact/cell.ts';
import type { ScoreCount } from '#lib/server/store/read-respondents.ts';
import { definedCellMetric } from './defined-cell-metric.ts';

/**
 * How the method looks at a metric. `worth` is what one answer counts as, `null` where it is none of the metric's;
 * `values` are all it can be worth, in order.
 */
export type CellMetric = Readonly<{
	kind: ImpactCell['kind'];
	source: 'respondents' | 'answers' | 'events';
	worth: (answer: Pick<ScoreCount, 'scale' | 'score'>) => number | null;
	values: readonly number[];
	/** Rows are looked at only where these let them through. */
	where?: readonly Filter[];
}>;

type Worth = (scale: Scale, score: number) => number;

const isLow: (scale: Scale, score: number) => boolean = (scale, score) => score <= SCALES[scale].negativeUpTo;
const isHigh: (scale: Scale, score: number) => boolean = (scale, score) => score >= SCALES[scale].positiveFrom;

/** Whether an answer is one of the low or of the high ones; words alone are neither. */
export const isLowAnswer = ({ scale, score }: Pick<ScoreCount, 'scale' | 'score'>): boolean =>
	scale !== null && score !== null && isLow(scale, score);
export const isHighAnswer = ({ scale, score }: Pick<ScoreCount, 'scale' | 'score'>): boolean =>
	scale !== null && score !== null && isHigh(scale, score);

const scored = (
	kind: 'mean' | 'share',
	scales: readonly Scale[],
	{ values, worth }: { values: readonly number[]; worth: Worth }
): CellMetric => ({
	kind,
	source: 'respondents',
	values,
	worth: ({ scale, score }) => (scale !== null && score !== null && scales.includes(scale) ? worth(scale, score) : null)
});

const meanOf = (scale: Scale): CellMetric => {
	const { min, max } = SCALES[scale];
	const values = Array.from({ length: max - min + 1 }, (_, index) => min + index);
	return scored('mean', [scale], { values, worth: (_, score) => score });
};

const shareOf = (scales: readonly Scale[], counts: (scale: Scale, score: number) => boolean): CellMetric =>
	scored('share', scales, { values: [0, 1], worth: (scale, score) => (counts(scale, score) ? 1 : 0) });

const volume = (source: 'answers' | 'events', counts: (answer: ScoreLike) => boolean): CellMetric => ({
	kind: 'volume',
	source,
	values: [],
	worth: (answer) => (counts(answer) ? 1 : null)
});
type ScoreLike = Pick<ScoreCount, 'scale' | 'score'>;

const METRICS: Readonly<Partial<Record<MetricName, CellMetric>>> = {
	feedback_volume: volume('answers', () => true),
	negative_volume: volume('answers', isLowAnswer),
	positive_volume: volume('answers', isHighAnswer),
	event_volume: volume('events', () => true),
	stars: meanOf('stars'),
	ces: meanOf('ces'),
	nps: scored('mean', ['nps'], {
		values: [-100, 0, 100],
		worth: (scale, score) => 100 * (Number(isHigh(scale, score)) - Number(isLow(scale, score)))
	}),
	csat: shareOf(['csat'], isHigh),
	thumbs_up: shareOf(['thumbs'], isHigh),
	negative_share: shareOf(SCALE_NAMES, isLow)
};

/** `null` for a metric that the method cannot look at. */
export const cellMetric = (name: string, definition?: MetricDefinition): CellMetric | null => {
	if (definition) return definedCellMetric(definition);
	return isMetricName(name) ? (METRICS[name] ?? null) : null;
};
