/** What path A fixes: old and new version side by side. Changing any of it changes the version of `METHOD`. */
export const PATH_A = {
	/** Buckets in which both versions have answers, and answers of each, before anything is decided. */
	buckets: 12,
	respondents: 50,
	/** How long answers of one version wait at most for the other's, to be compared. */
	poolMinutes: 360,
	/** Answers that the variance from before the release counts for, in each version. */
	varianceWeight: 50,
	/** Answers that the mean from before the release counts for, where bets are centred. */
	centreWeight: 200,
	/** While a version has fewer answers, a direction needs the exact evidence too. */
	exactBelow: 200,
	/** Information at which the interval is tightest: this over the minimum meaningful effect, squared. */
	targetSpan: 3.2,
	/** Buckets of a volume are pooled until each version expects so many events. */
	expectedEvents: 10,
	/** Answers that the planned split counts for, and the evidence from which it is broken. */
	splitWeight: 50,
	splitThreshold: 1000
} as const;
