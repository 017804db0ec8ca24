import { averagedLogEvidence, logSumOfExp, type AveragedFit, type ModelFit } from './averaged-evidence.ts';
import { leastSquares, leastSquaresEach, type Solution } from './least-squares.ts';
import { NOISE_MODELS, SLOPES } from './noise-grid.ts';
import { type Layout, type Row, valuesOf, Whitening } from './whitening.ts';

/**
 * What the model of one series is made of, besides its rows. Nuisance columns lie in the order flat ones, trend, steps
 * of other releases; `slowLag` is the slow component's lag-one correlation, `stepPrecision` the prior precision of
 * another release's step where it is taken to have an effect.
 */
export type StepDesign = Readonly<{ layout: Layout; slowLag: number; stepPrecision: number }>;

/** One hyper-parameter point: a noise model's filter with a prior on the trend, and other releases with or without effect. */
export type Point = Readonly<{
	pass: number;
	slope: number;
	precision: Float64Array;
	/** Everything of the log weight that the columns do not change. */
	logPrior: number;
}>;

/** Filters and the points that read them. */
export type Bank = { passes: Whitening[]; readonly points: readonly Point[]; readonly design: StepDesign };

/** The prior precision of a step that is taken to be nought. */
const NO_EFFECT = 1e8;

/** Points of less posterior weight than this, by the pre-window, are dropped at the release. */
export const NEGLIGIBLE = 0.004;

/** Columns of other releases, after the flat ones and the trend. */
const otherSteps = ({ flat, nuisance }: Layout): number => nuisance - flat - 1;

function pointsOf(pass: number, logPrior: number, { layout, stepPrecision }: StepDesign): Point[] {
	const steps = otherSteps(layout);
	const halves = steps === 0 ? [NO_EFFECT] : [stepPrecision, NO_EFFECT];
	return SLOPES.flatMap((slope) =>
		halves.map((step) => {
			const precision = new Float64Array(layout.nuisance).fill(step, layout.flat + 1);
			precision[layout.flat] = 1 / slope ** 2;
			const half = steps === 0 ? 0 : Math.log(0.5);
			return { pass, slope, precision, logPrior: logPrior + half - Math.log(slope) + (steps / 2) * Math.log(step) };
		})
	);
}

/** A bank of every noise model that has seen nothing yet. */
export function emptyBank(design: StepDesign): Bank {
	return {
		passes: NOISE_MODELS.map((model) => new Whitening(model, design.layout, design.slowLag)),
		points: NOISE_MODELS.flatMap(({ logPrior }, pass) => pointsOf(pass, logPrior, design)),
		design
	};
}

/** A bank of the same points that has seen nothing yet, for other shapes. */
export function freshBank({ passes, points, design }: Bank, shapes: number): Bank {
	const layout = { ...design.layout, shapes };
	return {
		passes: passes.map(({ model }) => new Whitening(model, layout, design.slowLag)),
		points,
		design: { ...design, layout }
	};
}

export const copyBank = (bank: Bank): Bank => ({ ...bank, passes: bank.passes.map((pass) => pass.copy()) });

/** Makes `bank` what `other`, of the same points and shapes, is. */
export function setBank(bank: Bank, other: Bank): void {
	bank.passes.forEach((pass, index) => {
		const source = other.passes[index];
		if (source) pass.copyFrom(source);
	});
}

export function pushBank(bank: Bank, row: Row, shapes: Float64Array): void {
	const columns = { values: valuesOf(row, shapes), variance: row.variance };
	for (const pass of bank.passes) pass.pushValues(columns);
}

/** The same as pushing row by row while no shape has begun, in less time. */
export function pushRows(bank: Bank, rows: readonly Row[]): void {
	const none = new Float64Array(bank.design.layout.shapes);
	const columns = rows.map((row) => ({ values: valuesOf(row, none), variance: row.variance }));
	for (const pass of bank.passes) pass.pushAll(columns);
}

/** One point's least squares and what its columns say of its weight. */
export type Reading = Readonly<{ point: number; solution: Solution; logWeight: number }>;

const readingOf = (index: number, { logPrior }: Point, pass: Whitening, solution: Solution): Reading => ({
	point: index,
	solution,
	logWeight: logPrior - 0.5 * solution.logDeterminant - 0.5 * pass.logVariance
});

export const readPoint = (bank: Bank, index: number): Reading | null => {
	const point = bank.points[index];
	const pass = point && bank.passes[point.pass];
	if (!point || !pass) return null;
	return readingOf(index, point, pass, leastSquares(pass, bank.design.layout, point.precision));
};

/** Every point's reading, in their order; points that follow each other and read the same filter share work. */
export function readBank({ passes, points, design }: Bank): Reading[] {
	const readings: Reading[] = [];
	while (readings.length < points.length) {
		const first = readings.length;
		const which = points[first]?.pass;
		const after = points.findIndex(({ pass }, index) => index > first && pass !== which);
		const same = points.slice(first, after < 0 ? points.length : after);
		const pass = which === undefined ? undefined : passes[which];
		if (!pass) break;
		const precisions = same.map(({ precision }) => precision);
		leastSquaresEach(pass, design.layout, precisions).forEach((solution, offset) => {
			const point = same[offset];
			if (point) readings.push(readingOf(first + offset, point, pass, solution));
		});
	}
	return readings;
}

/**
 * Smallest residual variance, as a part of what sampling alone leaves: a pre-window in which everybody answers the same
 * must not turn the first other answer into proof.
 */
const LEAST_VARIANCE = 0.05;

const floored = (residuals: number, df: number): number => Math.max(residuals, LEAST_VARIANCE * df);

/** Posterior weight of each reading without any shape. */
export function weightsOf(readings: readonly Reading[]): number[] {
	const logs = readings.map(
		({ logWeight, solution: { residuals, df } }) => logWeight - (df / 2) * Math.log(floored(residuals, df))
	);
	const total = logSumOfExp(logs);
	return logs.map((log) => Math.exp(log - total));
}

/** The bank with only the points that the rows seen so far leave possible. */
export function prunedBank(bank: Bank, negligible: number = NEGLIGIBLE): Bank {
	const weights = weightsOf(readBank(bank));
	const kept = bank.points.filter((_, index) => (weights[index] ?? 0) > negligible);
	const used = [...new Set(kept.map(({ pass }) => pass))];
	return {
		passes: used.flatMap((pass) => bank.passes[pass] ?? []),
		points: kept.map((point) => ({ ...point, pass: used.indexOf(point.pass) })),
		design: bank.design
	};
}

/** Every model's view of one shape; `null` while the shape has not begun. `precisions` are by point and shape. */
export function shapeFit(
	readings: readonly Reading[],
	shape: number,
	precisions: readonly Float64Array[],
	kappa: number
): AveragedFit | null {
	const models: ModelFit[] = [];
	let df = 0;
	for (const { point, solution, logWeight } of readings) {
		const fit = solution.shapes[shape];
		const precision = precisions[point]?.[shape] ?? 0;
		if (!fit || precision === 0) continue;
		df = solution.df;
		const residuals = floored(solution.residuals - fit.estimate ** 2 * fit.information, df);
		const { estimate, information } = fit;
		models.push({ point, logWeight, estimate, information, residuals, precision });
	}
	return models.length === 0 || df < 2 ? null : { models, df, kappa };
}

/** Log evidence for every shape; nought for one that has not begun. */
export const shapeEvidences = (
	readings: readonly Reading[],
	shapes: number,
	precisions: readonly Float64Array[],
	kappa: number
): number[] =>
	Array.from({ length: shapes }, (_, shape) => {
		const fit = shapeFit(readings, shape, precisions, kappa);
		return fit ? averagedLogEvidence(fit) : 0;
	});
