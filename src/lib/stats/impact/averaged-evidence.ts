import { logEvidence } from './e-process.ts';

/** What one noise model says of one shape. `logWeight` is the logarithm of its posterior weight but for the residuals. */
export type ModelFit = Readonly<{
	/** Which hyper-parameter point it is. */
	point: number;
	logWeight: number;
	estimate: number;
	information: number;
	/** With the shape in the model. */
	residuals: number;
	precision: number;
}>;

/** One shape under every noise model. `df` counts the null's degrees of freedom; `kappa` comes from the placebo weeks. */
export type AveragedFit = Readonly<{ models: readonly ModelFit[]; df: number; kappa: number }>;

export const logSumOfExp = (values: readonly number[]): number => {
	const most = values.reduce((best, value) => Math.max(best, value), -Infinity);
	if (most === -Infinity) return -Infinity;
	return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
};

/**
 * Log evidence against "the effect is `hypothesis`", averaged over noise models. The null averages over them with the
 * data up to now, so slow drift competes with the step.
 * @see Lindon et al. (2022), arXiv 2210.08589, for one model; docs/impact.md for the average
 */
export function averagedLogEvidence({ models, df, kappa }: AveragedFit, hypothesis = 0): number {
	const nulls: number[] = [];
	const alternatives: number[] = [];
	for (const { logWeight, estimate, information, residuals, precision } of models) {
		const distance = (estimate - hypothesis) ** 2 * information;
		const atNull = logWeight - (df / 2) * Math.log(residuals + distance);
		const fit = { estimate, information, residuals: residuals * kappa ** 2, df: df - 1 };
		nulls.push(atNull);
		alternatives.push(atNull + logEvidence(fit, precision, hypothesis));
	}
	return logSumOfExp(alternatives) - logSumOfExp(nulls);
}

/** Weight of each noise model by how well it explains all data, whatever the effect. */
export function modelWeights({ models, df }: AveragedFit): number[] {
	const logs = models.map(
		({ logWeight, information, residuals }) =>
			logWeight - 0.5 * Math.log(information) - ((df - 1) / 2) * Math.log(residuals)
	);
	const total = logSumOfExp(logs);
	return logs.map((log) => Math.exp(log - total));
}

/** The noise model of most weight. */
export function heaviestModel(fit: AveragedFit): ModelFit | undefined {
	const weights = modelWeights(fit);
	return fit.models[weights.indexOf(Math.max(...weights))];
}

/** Mean and standard error of the effect over noise models, each weighed by how well it explains all data. */
export function averagedEstimate(fit: AveragedFit): { estimate: number; standardError: number } {
	const { models, df, kappa } = fit;
	const weights = modelWeights(fit);
	const estimate = models.reduce((sum, model, index) => sum + (weights[index] ?? 0) * model.estimate, 0);
	const variance = models.reduce((sum, model, index) => {
		const within = model.residuals / (df - 1) / model.information;
		return sum + (weights[index] ?? 0) * (within + (model.estimate - estimate) ** 2);
	}, 0);
	return { estimate, standardError: kappa * Math.sqrt(variance) };
}

/** How much wider each try outwards is, and after how many the end is out of sight. */
const WIDER = 1.6;
const TRIES = 40;

/** Where `height` crosses nought between `inside` (below) and `outside` (above), by Illinois' regula falsi. */
function crossing(height: (at: number) => number, inside: number, outside: number, tolerance: number): number {
	let [low, high] = [inside, outside];
	let [below, above] = [height(low), height(high)];
	let kept = 0;
	for (let step = 1; step < 100 && Math.abs(high - low) > tolerance; step++) {
		const slice = (low * above - high * below) / (above - below);
		// Every fourth step halves, so that both ends close in.
		const at = step % 4 === 0 || !Number.isFinite(slice) ? (low + high) / 2 : slice;
		const value = height(at);
		if (value === 0) return at;
		if (value < 0) {
			low = at;
			below = value;
			if (kept === 1) above /= 2;
			kept = 1;
		} else {
			high = at;
			above = value;
			if (kept === -1) below /= 2;
			kept = -1;
		}
	}
	return (low + high) / 2;
}

/**
 * Ends of the set of effects that the evidence does not reject at `logThreshold`; `null` is an end out of sight while
 * there is too little information.
 * @see Dowell & Jarratt (1971), BIT 11:168-174, for the root
 */
export function averagedInterval(fit: AveragedFit, logThreshold: number): { low: number | null; high: number | null } {
	const { estimate, standardError } = averagedEstimate(fit);
	const height = (effect: number) => averagedLogEvidence(fit, effect) - logThreshold;
	const end = (side: 1 | -1): number | null => {
		let inside = estimate;
		let reach = 2 * standardError;
		for (let count = 0; count < TRIES; count++, reach *= WIDER) {
			const at = estimate + side * reach;
			if (height(at) >= 0) return crossing(height, inside, at, 1e-9 * reach);
			inside = at;
		}
		return null;
	};
	return { low: end(-1), high: end(1) };
}
