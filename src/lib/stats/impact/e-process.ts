import { METHOD } from './method.ts';

/** What a weighted linear model says about one coefficient, in units in which the residual variance is 1. */
export type Fit = Readonly<{
	estimate: number;
	/** The squared standard error is the residual variance divided by this. */
	information: number;
	/** Residual sum of squares with the coefficient free. */
	residuals: number;
	/** Degrees of freedom of `residuals`. */
	df: number;
}>;

/**
 * Log evidence against "the coefficient is `hypothesis`": an e-process, so the chance that it ever passes ln(1/alpha)
 * while the hypothesis holds is at most alpha. `precision` is that of the mixture over alternatives.
 * @see Lai (1976), Ann. Stat. 4:265-280; Lindon et al. (2022), arXiv 2210.08589
 */
export function logEvidence({ estimate, information, residuals, df }: Fit, precision: number, hypothesis = 0): number {
	const shrink = precision / (precision + information);
	const surprise = ((estimate - hypothesis) ** 2 * information) / residuals;
	return 0.5 * Math.log(shrink) - ((df + 1) / 2) * (Math.log1p(shrink * surprise) - Math.log1p(surprise));
}

/**
 * Half the width of the interval that holds the coefficient at all times at once, with chance 1 - alpha; infinite while
 * there is too little information.
 * @see Lindon et al. (2022), arXiv 2210.08589
 */
export function evidenceRadius(
	{ information, residuals, df }: Omit<Fit, 'estimate'>,
	precision: number,
	alpha: number = METHOD.alpha
): number {
	const shrink = precision / (precision + information);
	const cut = (alpha ** 2 * shrink) ** (1 / (df + 1));
	if (cut <= shrink) return Infinity;
	return Math.sqrt((residuals * (1 - cut)) / ((cut - shrink) * information));
}

/**
 * Precision of the mixture that makes the interval tightest when the information is `target`. It may depend on design
 * and volumes, never on what came after the release.
 * @see Howard et al. (2021), Ann. Stat. 49:1055-1080
 */
export function mixturePrecision(target: number, alpha: number = METHOD.alpha): number {
	const span = -2 * Math.log(alpha);
	return target / (span + Math.log(span) + 1);
}
