/** What the method of release impact fixes. Changing any of it changes `version`, which is kept with each verdict. */
export const METHOD = {
	version: 2,
	/** Chance, at most, of ever claiming an effect where there is none, however often anybody looks. */
	alpha: 0.05,
	/** Standard normal quantile of the power, 0.8, that a minimum detectable effect is stated for. */
	powerQuantile: 0.8416212335729143
} as const;
