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
		if (pivot === 0) {
			solved[row] = 0;
			continue;
		}
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
		const own = row * width;
		for (let column = 0; column < row; column++) {
			const above = column * width;
			let rest = cross[own + column] ?? 0;
			for (let k = 0; k < column; k++) rest -= (factor[own + k] ?? 0) * (factor[above + k] ?? 0);
			const pivot = factor[above + column] ?? 0;
			factor[own + column] = pivot === 0 ? 0 : rest / pivot;
		}
		const given = (cross[own + row] ?? 0) + (precision?.[row] ?? 0);
		let rest = given;
		for (let k = 0; k < row; k++) rest -= (factor[own + k] ?? 0) * (factor[own + k] ?? 0);
		factor[own + row] = rest > DEPENDENT * given ? Math.sqrt(rest) : 0;
	}
}

/** Working memory for one layout; nothing in it is read that was not written in the same call. */
type Memory = Readonly<{
	/** The factor's rows of the flat columns, which all priors share, and those of the others. */
	factor: Float64Array;
	/** What the flat rows make of each shape and the outcome. */
	flatSides: readonly Float64Array[];
	side: Float64Array;
	solved: Float64Array;
}>;

const memories = new Map<number, Memory>();

/** A fit solves some hundred thousand of these: each with memory of its own, most of the time would go into sweeping it. */
function memoryFor({ nuisance, shapes }: Layout): Memory {
	const key = nuisance * 1024 + shapes;
	const known = memories.get(key);
	if (known) return known;
	const column = () => new Float64Array(nuisance);
	const memory = {
		factor: new Float64Array(nuisance * nuisance),
		flatSides: Array.from({ length: shapes + 1 }, column),
		side: column(),
		solved: column()
	};
	memories.set(key, memory);
	return memory;
}

const dot = (left: Float64Array, right: Float64Array): number => {
	let sum = 0;
	for (let k = 0; k < left.length; k++) sum += (left[k] ?? 0) * (right[k] ?? 0);
	return sum;
};

/** Works out what all priors share. */
function solveFlat({ factor, flatSides }: Memory, { cross, own }: Whitening, { flat, nuisance: width }: Layout): void {
	factorRows(factor, cross, null, { from: 0, to: flat, width });
	for (let column = 0; column < flatSides.length; column++) {
		const side = flatSides[column];
		// A shape that has not begun is nought.
		if (side && own[column] !== 0)
			solveForward(side, factor, cross, { start: (width + column) * width, from: 0, to: flat, width });
	}
}

/** Works out one prior's rows after the flat ones, and what the whole factor makes of the outcome. */
function solvePrior(
	{ factor, flatSides, solved }: Memory,
	{ cross, own }: Whitening,
	{ flat, nuisance: width, shapes }: Layout,
	precision: Float64Array
): void {
	factorRows(factor, cross, precision, { from: flat, to: width, width });
	const side = flatSides[shapes];
	if (side && own[shapes] !== 0) solved.set(side);
	else solved.fill(0);
	solveForward(solved, factor, cross, { start: (width + shapes) * width, from: flat, to: width, width });
}

function solution(memory: Memory, whitening: Whitening, layout: Layout): Solution {
	const { flat, nuisance, shapes } = layout;
	const { cross, own, withOutcome } = whitening;
	const { factor, flatSides, side, solved } = memory;
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
		const shared = flatSides[shape];
		if (given === 0 || !shared) {
			fits.push(null);
			continue;
		}
		side.set(shared);
		const start = (nuisance + shape) * nuisance;
		solveForward(side, factor, cross, { start, from: flat, to: nuisance, width: nuisance });
		const information = given - dot(side, side);
		const along = (withOutcome[shape] ?? 0) - dot(side, solved);
		fits.push(information > DEPENDENT * given ? { estimate: along / information, information } : null);
	}
	const residuals = (own[shapes] ?? 0) - dot(solved, solved);
	return { logDeterminant, residuals, df: whitening.observed - rank, shapes: fits };
}

/**
 * Generalised least squares of the outcome on the nuisance columns and each shape, by a Cholesky factor in fixed order;
 * `precision` is what the priors add to each nuisance column. A column that depends on earlier ones is left out.
 * @see Golub & Van Loan (2013), Matrix Computations, section 4.2
 */
export function leastSquares(whitening: Whitening, layout: Layout, precision: Float64Array): Solution {
	const memory = memoryFor(layout);
	solveFlat(memory, whitening, layout);
	solvePrior(memory, whitening, layout, precision);
	return solution(memory, whitening, layout);
}

/** The same under each of several priors, in less time. */
export function leastSquaresEach(
	whitening: Whitening,
	layout: Layout,
	precisions: readonly Float64Array[]
): Solution[] {
	const memory = memoryFor(layout);
	solveFlat(memory, whitening, layout);
	return precisions.map((precision) => {
		solvePrior(memory, whitening, layout, precision);
		return solution(memory, whitening, layout);
	});
}

/** The Cholesky factor's lower triangle over the nuisance columns, and its solution for the outcome, under one prior. */
export function nuisanceFit(
	whitening: Whitening,
	layout: Layout,
	precision: Float64Array
): { factor: Float64Array; solved: Float64Array } {
	const memory = memoryFor(layout);
	solveFlat(memory, whitening, layout);
	solvePrior(memory, whitening, layout, precision);
	return { factor: memory.factor.slice(), solved: memory.solved.slice() };
}
