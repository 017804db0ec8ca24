import type { Layout, Whitening } from './whitening.ts';

/** The step of one shape in a model with every nuisance column, in units in which the residual variance is free. */
export type ShapeFit = Readonly<{ estimate: number; information: number }>;

/** What least squares on whitened columns says of every shape, one at a time. */
export type Solution = Readonly<{
	/** ln det of the nuisance columns' cross products. */
	logDeterminant: number;
	/** Residual sum of squares without any shape. */
	residuals: number;
	/** Observed buckets less the rank of the flat-prior columns. */
	df: number;
	/** `null` where the shape has not begun, or cannot be told from the nuisance columns. */
	shapes: readonly (ShapeFit | null)[];
	/** Lower triangle of the Cholesky factor over the nuisance columns, and its solution for the outcome. */
	factor: Float64Array;
	solved: Float64Array;
}>;

/** A column whose rest is this small a part of it is a sum of earlier columns. */
const DEPENDENT = 1e-10;

/** Entries from row `from` on of `factor`⁻¹ × the `width` numbers from `start` on in `cross`; earlier ones are there. */
function solveForward(
	solved: Float64Array,
	factor: Float64Array,
	cross: Float64Array,
	{ start, from, to, width }: { start: number; from: number; to: number; width: number }
): void {
	for (let row = from; row < to; row++) {
		const pivot = factor[row * width + row] ?? 0;
		if (pivot === 0) continue;
		let rest = cross[start + row] ?? 0;
		for (let k = 0; k < row; k++) rest -= (factor[row * width + k] ?? 0) * (solved[k] ?? 0);
		solved[row] = rest / pivot;
	}
}

/** `factor`⁻¹ × the given numbers. */
export function forward(factor: Float64Array, given: Float64Array): Float64Array {
	const solved = new Float64Array(given.length);
	solveForward(solved, factor, given, { start: 0, from: 0, to: given.length, width: given.length });
	return solved;
}

/** Rows `from` to `to` of the Cholesky factor; earlier ones are there. */
function factorRows(
	factor: Float64Array,
	cross: Float64Array,
	precision: Float64Array | null,
	{ from, to, width }: { from: number; to: number; width: number }
): void {
	for (let row = from; row < to; row++) {
		for (let column = 0; column <= row; column++) {
			const given = (cross[row * width + column] ?? 0) + (row === column ? (precision?.[row] ?? 0) : 0);
			let rest = given;
			for (let k = 0; k < column; k++) rest -= (factor[row * width + k] ?? 0) * (factor[column * width + k] ?? 0);
			const pivot = factor[column * width + column] ?? 0;
			if (row !== column) factor[row * width + column] = pivot === 0 ? 0 : rest / pivot;
			else factor[row * width + row] = rest > DEPENDENT * given ? Math.sqrt(rest) : 0;
		}
	}
}

/** What all priors share: the factor's rows of the flat columns, and what they make of every shape and the outcome. */
export type FlatPart = Readonly<{ factor: Float64Array; sides: readonly Float64Array[] }>;

export function flatPart({ cross, own }: Whitening, { flat, nuisance: width, shapes }: Layout): FlatPart {
	const factor = new Float64Array(width * width);
	factorRows(factor, cross, null, { from: 0, to: flat, width });
	const sides = Array.from({ length: shapes + 1 }, (_, column) => {
		const side = new Float64Array(width);
		// A shape that has not begun is nought.
		if (own[column] !== 0)
			solveForward(side, factor, cross, { start: (width + column) * width, from: 0, to: flat, width });
		return side;
	});
	return { factor, sides };
}

const dot = (left: Float64Array, right: Float64Array): number => {
	let sum = 0;
	for (let k = 0; k < left.length; k++) sum += (left[k] ?? 0) * (right[k] ?? 0);
	return sum;
};

/**
 * Generalised least squares of the outcome on the nuisance columns and each shape, by a Cholesky factor in fixed order;
 * `precision` is what the priors add to each nuisance column. A column that depends on earlier ones is left out.
 * @see Golub & Van Loan (2013), Matrix Computations, section 4.2
 */
export function leastSquares(
	whitening: Whitening,
	layout: Layout,
	precision: Float64Array,
	part: FlatPart = flatPart(whitening, layout)
): Solution {
	const { flat, nuisance, shapes } = layout;
	const { cross, own, withOutcome } = whitening;
	const factor = part.factor.slice();
	factorRows(factor, cross, precision, { from: flat, to: nuisance, width: nuisance });
	const sideOf = (column: number): Float64Array => {
		const side = part.sides[column]?.slice() ?? new Float64Array(nuisance);
		const start = (nuisance + column) * nuisance;
		solveForward(side, factor, cross, { start, from: flat, to: nuisance, width: nuisance });
		return side;
	};
	const solved = sideOf(shapes);
	let logDeterminant = 0;
	let rank = 0;
	for (let column = 0; column < nuisance; column++) {
		const pivot = factor[column * nuisance + column] ?? 0;
		if (pivot === 0) continue;
		logDeterminant += 2 * Math.log(pivot);
		if (column < flat) rank += 1;
	}
	const fits: (ShapeFit | null)[] = [];
	for (let shape = 0; shape < shapes; shape++) {
		const given = own[shape] ?? 0;
		if (given === 0) {
			fits.push(null);
			continue;
		}
		const side = sideOf(shape);
		const information = given - dot(side, side);
		const along = (withOutcome[shape] ?? 0) - dot(side, solved);
		fits.push(information > DEPENDENT * given ? { estimate: along / information, information } : null);
	}
	return {
		logDeterminant,
		residuals: (own[shapes] ?? 0) - dot(solved, solved),
		df: whitening.observed - rank,
		shapes: fits,
		factor,
		solved
	};
}
