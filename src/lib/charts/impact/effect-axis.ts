import type { ValueAxis } from '#lib/charts/value-axis.ts';
import type { Locale } from '#lib/ui/locale.ts';
import { decimal, signed } from '#lib/ui/number-format.ts';
import { factorText, type EffectKind } from './effect-format.ts';

/** A value axis for effects: where a value is drawn, its steps, and how a step is written. */
export type EffectAxis = Readonly<{
	axis: ValueAxis;
	drawn: (value: number) => number;
	label: (drawn: number) => string;
}>;

const MOST_STEPS = 5;
/** A volume can fall to nothing, which has no logarithm. */
const LEAST_RATIO = 0.001;
/** Factors whose powers are round enough for a step. */
const FACTORS = [1.05, 1.1, 1.25, 1.5, 2, 3, 5, 10, 100, 1000];

function roundStep(reach: number): number {
	const rough = reach / MOST_STEPS;
	const power = 10 ** Math.floor(Math.log10(rough));
	return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= rough * (1 - 1e-9)) ?? rough;
}

function axisOf(low: number, high: number, step: number): ValueAxis {
	return { min: Math.floor(low / step + 1e-9) * step, max: Math.ceil(high / step - 1e-9) * step, step };
}

/** A label as long as its step needs: `+0.5`, `−25`, `×2.0`. */
function written(kind: EffectKind, step: number, locale: Locale): (drawn: number) => string {
	if (kind === 'volume') return (drawn) => (Math.abs(drawn) < 1e-9 ? '×1' : factorText(Math.exp(drawn), locale));
	const factor = kind === 'points' ? 100 : 1;
	const decimals = Math.max(0, Math.min(3, -Math.floor(Math.log10(step * factor) + 1e-9)));
	return (drawn) => (Math.abs(drawn) < 1e-9 ? decimal(0, 0, locale) : signed(drawn * factor, decimals, locale));
}

/** Ends low enough and high enough for `values`, in the metric's unit; none is always on the axis. */
export function effectAxis(kind: EffectKind, values: readonly number[], locale: Locale): EffectAxis {
	const isLog = kind === 'volume';
	const drawn = (value: number) => (isLog ? Math.log(Math.max(LEAST_RATIO, 1 + value)) : value);
	const low = Math.min(0, ...values.map(drawn));
	const high = Math.max(0, ...values.map(drawn), low + 1e-6);
	const reach = high - low;
	const logStep =
		FACTORS.map((factor) => Math.log(factor)).find((step) => step >= reach / MOST_STEPS) ?? Math.log(1000);
	const step = isLog ? logStep : roundStep(reach);
	return { axis: axisOf(low, high, step), drawn, label: written(kind, step, locale) };
}
