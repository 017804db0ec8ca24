import type { Bucket } from './cell.ts';
import { forward, nuisanceFit } from './least-squares.ts';
import type { Series } from './series.ts';
import { copyBank, pushBank, readBank, weightsOf } from './step-model.ts';
import type { CounterfactualPoint } from './verdict.ts';
import type { Whitening } from './whitening.ts';

/** Standard normal quantile of a two-sided 95 % band. */
const Z_95 = 1.959964;

type Forecast = { mean: number; variance: number };

type Model = Readonly<{ pass: Whitening; factor: Float64Array; solved: Float64Array; residuals: number; df: number }>;

/** What one noise model expects of the bucket in hand, from before the release alone. */
function forecastOf(
	{ pass, factor, solved, residuals, df }: Model,
	nuisance: Float64Array,
	variance: number
): Forecast {
	const rest = nuisance.map((value, column) => value - (pass.fast[column] ?? 0) - (pass.slow[column] ?? 0));
	const along = forward(factor, rest);
	const outcome = pass.fast.length - 1;
	let mean = (pass.fast[outcome] ?? 0) + (pass.slow[outcome] ?? 0);
	let spread = pass.stateVariance + variance;
	for (let column = 0; column < along.length; column++) {
		mean += (along[column] ?? 0) * (solved[column] ?? 0);
		spread += (along[column] ?? 0) ** 2;
	}
	return { mean, variance: (residuals / df) * spread };
}

/** A model's value as the chart shows it: of a volume the count. */
function shownValue({ cell, design }: Series, bucket: Bucket): (value: number) => number {
	const { centre, unit } = design.scale;
	if (cell.kind !== 'volume') return (value) => centre + value * unit;
	return (value) => Math.max(0, Math.exp(centre + value * unit) * (bucket.exposure ?? 1) - 0.5);
}

const observedValue = ({ cell }: Series, { n, sum }: Bucket): number | null =>
	cell.kind === 'volume' ? n : n > 0 ? sum / n : null;

/**
 * What would have been without the release, forecast from the fit on what came before it, beside what was observed. For
 * the eye: the verdict compares all of it at once.
 * @see Brodersen et al. (2015), Ann. Appl. Stat. 9:247-274
 */
export function counterfactual(series: Series): CounterfactualPoint[] {
	const { cell, design } = series;
	const bank = copyBank(series.atRelease);
	const readings = readBank(bank);
	const weights = weightsOf(readings);
	const models = readings.flatMap(({ point: which, solution: { residuals, df } }) => {
		const point = bank.points[which];
		const pass = point && bank.passes[point.pass];
		return point && pass ? [{ pass, ...nuisanceFit(pass, design.layout, point.precision), residuals, df }] : [];
	});
	const none = new Float64Array(design.shapes.length);
	const masked = series.masked();
	return series.buckets().map((bucket, index) => {
		const point = { bucket: index, observed: observedValue(series, bucket), masked: masked[index] ?? false };
		const row = series.rows()[index];
		if (index < cell.releaseAt || !row) return { ...point, forecast: null };
		const forecasts = models.map((model) => forecastOf(model, row.nuisance, row.variance ?? 1));
		pushBank(bank, { ...row, variance: null }, none);
		const mean = forecasts.reduce((sum, forecast, at) => sum + (weights[at] ?? 0) * forecast.mean, 0);
		const variance = forecasts.reduce(
			(sum, forecast, at) => sum + (weights[at] ?? 0) * (forecast.variance + (forecast.mean - mean) ** 2),
			0
		);
		const shown = shownValue(series, bucket);
		const reach = Z_95 * Math.sqrt(variance);
		return { ...point, forecast: { mean: shown(mean), low: shown(mean - reach), high: shown(mean + reach) } };
	});
}
