import { logEvidence, mixturePrecision } from './e-process.ts';
import { METHOD } from './method.ts';
import { freshBank, pushBank, readPoint, type Bank } from './step-model.ts';
import type { Row } from './whitening.ts';

/** What the method sees in weeks without a release. `kappa` widens every interval where it sees too much. */
export type Placebo = Readonly<{ weeks: number; seen: number; largestT: number; kappa: number }>;

const MOST_WEEKS = 12;
/** Weeks that speak for no inflation before any was looked at, and the largest squared t that a week may bring. */
const PRIOR_WEEKS = 6;
const LARGEST_SQUARE = 16;

/**
 * One pulse a full week of the pre-window, the latest twelve, under the best noise model of `bank` (its point `best`).
 * @see Chernozhukov, Wüthrich & Zhu (2021), JASA 116:1849-1864, for placebos in time
 */
export function placebo(bank: Bank, best: number, rows: readonly Row[], widthHours: number): Placebo {
	const perWeek = Math.round((7 * 24) / widthHours);
	const weeks = Math.min(MOST_WEEKS, Math.floor(rows.length / perWeek));
	const point = bank.points[best];
	const pass = point && bank.passes[point.pass];
	if (!point || !pass || weeks === 0) return { weeks: 0, seen: 0, largestT: 0, kappa: 1 };
	const one: Bank = { passes: [pass], points: [{ ...point, pass: 0 }], design: bank.design };
	const trial = freshBank(one, weeks);
	const pulses = new Float64Array(weeks);
	rows.forEach((row, index) => {
		const back = Math.floor((rows.length - 1 - index) / perWeek);
		pulses.fill(0);
		if (back < weeks) pulses[back] = 1;
		pushBank(trial, row, pulses);
	});
	const solution = readPoint(trial, 0)?.solution;
	const squares: number[] = [];
	let seen = 0;
	for (const fit of solution?.shapes ?? []) {
		if (!solution || !fit) continue;
		const df = solution.df - 1;
		const residuals = solution.residuals - fit.estimate ** 2 * fit.information;
		squares.push((fit.estimate ** 2 * fit.information * df) / residuals);
		const evidence = logEvidence({ ...fit, residuals, df }, mixturePrecision(fit.information));
		if (evidence >= -Math.log(METHOD.alpha)) seen += 1;
	}
	const total = squares.reduce((sum, square) => sum + Math.min(square, LARGEST_SQUARE), 0);
	return {
		weeks: squares.length,
		seen,
		largestT: Math.sqrt(squares.reduce((most, square) => Math.max(most, square), 0)),
		kappa: Math.max(1, Math.sqrt((PRIOR_WEEKS + total) / (PRIOR_WEEKS + squares.length)))
	};
}
