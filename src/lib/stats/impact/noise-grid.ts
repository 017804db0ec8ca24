/**
 * What, besides the sampling of answers, makes buckets differ: a fast and a slow first-order autoregression. Variances
 * are in units of the measurement variance of a typical bucket; `phi` is the fast one's lag-one correlation.
 */
export type NoiseModel = Readonly<{ phi: number; fast: number; slow: number; logPrior: number }>;

const FAST: readonly (readonly [phi: number, variance: number])[] = [
	[0, 0],
	[0, 1.6],
	[0, 6.4],
	...[0.3, 0.6, 0.85, 0.95].flatMap((phi) => [0.1, 0.4, 1.6, 6.4].map((variance) => [phi, variance] as const))
];

const SLOW = [0, 0.003, 0.03, 0.3, 3];

/** Every noise model that is averaged over: no optimiser, so nothing can fail to converge. Simple ones weigh more. */
export const NOISE_MODELS: readonly NoiseModel[] = FAST.flatMap(([phi, fast]) =>
	SLOW.map((slow) => ({
		phi,
		fast,
		slow,
		logPrior: (fast === 0 ? Math.log(3) : 0) + (slow === 0 ? Math.log(2) : 0)
	}))
);

/** Standard deviations of the trend over the whole pre-window, in residual standard deviations. */
export const SLOPES = [0.05, 0.5, 5] as const;

/** Hours after which the slow component has lost all but 1/e of itself. */
export const SLOW_HOURS = 120;
