import type { Metric } from '#lib/domain/metric.ts';
import { SCALES } from '#lib/domain/scale.ts';

/** Ends and steps of a value axis, both ends on a step. */
export type ValueAxis = Readonly<{ min: number; max: number; step: number }>;

/** The round step that cuts `reach` into at most `most` parts. */
function roundStep(reach: number, most: number, whole: boolean): number {
	const rough = reach / most;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough * (1 - 1e-9)) ?? rough;
	return whole ? Math.max(1, Math.ceil(step - 1e-9)) : step;
}

function fromZero(most: number, whole: boolean): ValueAxis {
	const highest = most > 0 ? most : whole ? 4 : 1;
	const step = roundStep(highest, 5, whole);
	return { min: 0, max: Math.ceil(highest / step - 1e-9) * step, step };
}

function ofShares(highest: number): ValueAxis {
	const step = highest > 0.5 ? 0.25 : highest > 0.2 ? 0.1 : highest > 0.1 ? 0.05 : highest > 0.04 ? 0.02 : 0.01;
	return { min: 0, max: Math.min(1, Math.max(2, Math.ceil(highest / step - 1e-9)) * step), step };
}

function ofPoints(lowest: number, highest: number): ValueAxis {
	const step = highest - lowest > 100 ? 50 : highest - lowest > 40 ? 25 : 10;
	const min = Math.max(-100, Math.floor(Math.min(0, lowest) / step) * step);
	const max = Math.min(100, Math.ceil(Math.max(step, highest) / step) * step);
	return { min, max, step };
}

/**
 * Counts and shares start at 0, scores show their whole scale, points always show 0.
 * @param values everything that is drawn, ends of intervals included
 */
export function valueAxis(metric: Pick<Metric, 'unit' | 'scale'>, values: readonly (number | null)[]): ValueAxis {
	let lowest = 0;
	let highest = 0;
	for (const value of values) {
		if (value === null) continue;
		lowest = Math.min(lowest, value);
		highest = Math.max(highest, value);
	}
	if (metric.unit === 'score' && metric.scale) {
		const { min, max } = SCALES[metric.scale];
		return { min, max, step: 1 };
	}
	if (metric.unit === 'share') return ofShares(highest);
	if (metric.unit === 'points') return ofPoints(lowest, highest);
	return fromZero(highest, metric.unit === 'count' || metric.unit === 'customers');
}

export function axisSteps({ min, max, step }: ValueAxis): number[] {
	const steps = Math.round((max - min) / step);
	// Multiplied, not added up: 0.1 three times would leave the line.
	return Array.from({ length: steps + 1 }, (_, index) => Number((min + index * step).toFixed(10)));
}
