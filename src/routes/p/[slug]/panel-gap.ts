import type { Grain } from '#lib/charts/bucket-points.ts';
import type { MetricName } from '#lib/domain/metric.ts';
import { metricNamed } from '#lib/domain/metric.ts';
import type { Answer } from '#lib/domain/question.ts';
import type { Scale } from '#lib/domain/scale.ts';
import { coarserGrain } from './grain.ts';
import { lackedField } from './lacked-field.ts';
import type { ReadView } from './read-view.ts';

/**
 * Why a panel has nothing to draw. Nothing is not zero: each has its own words and next step.
 * `never`: has not arrived at all · `range`: not in this range · `zero`: counted, and none · `few`: too few for a line ·
 * `filtered`: the filters leave none · `unfiltered`: cannot follow a filter.
 */
export type Gap =
	| Readonly<{ kind: 'never' | 'range' | 'zero' | 'filtered' | 'no-customers' }>
	| Readonly<{ kind: 'few'; n: number; coarser: Grain }>
	| Readonly<{ kind: 'unfiltered'; field: string }>;

export type Facts = Readonly<{
	feedback: number;
	events: number;
	firstAt: string | null;
	lastAt: string | null;
	scales: readonly Readonly<{ scale: Scale; n: number }>[];
}>;

const FEWEST_FOR_A_LINE = 3;

type Panel = Readonly<{
	metric: MetricName;
	/** `undefined` when it could not be asked. */
	answer: Answer | undefined;
	grain: Grain;
	read: ReadView;
	facts: Facts;
}>;

function hasEver(metric: MetricName, facts: Facts): boolean {
	const known = metricNamed(metric);
	if (known?.table === 'events') return facts.events > 0;
	if (known?.scale) return facts.scales.some(({ scale }) => scale === known.scale);
	return metric === 'negative_share' ? facts.scales.length > 0 : facts.feedback > 0;
}

/** `null` when there is something to draw, or the question failed. */
export function panelGap({ metric, answer, grain, read, facts }: Panel): Gap | null {
	const field = lackedField(metric, read.view);
	if (field !== null) return { kind: 'unfiltered', field };
	if (!answer) return null;
	const buckets = answer.result.series.flatMap((series) => series.buckets);
	const isVolume = metric === 'feedback_volume' || metric === 'event_volume' || metric === 'active_customers';
	const n = buckets.reduce((sum, bucket) => sum + (metric === 'active_customers' ? (bucket.value ?? 0) : bucket.n), 0);
	if (n > 0) {
		const coarser = coarserGrain(read.toMs - read.fromMs, grain);
		const isThin = !isVolume && coarser !== null && buckets.every((bucket) => bucket.n < FEWEST_FOR_A_LINE);
		return isThin ? { kind: 'few', n, coarser } : null;
	}
	if (metric === 'active_customers' && read.view.filters.length === 0) return { kind: 'no-customers' };
	if (!hasEver(metric, facts)) return { kind: 'never' };
	if (read.view.filters.length > 0) return { kind: 'filtered' };
	return { kind: isVolume ? 'zero' : 'range' };
}
