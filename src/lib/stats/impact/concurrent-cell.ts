/** How often each score was given in one bucket by one version's respondents, lowest score first. */
export type ScoreCounts = readonly number[];

/** What one version did in one bucket: scores by count, or a volume over what could have answered. */
export type VersionBucket = Readonly<{ counts?: ScoreCounts; events?: number; exposure?: number }>;

/** One bucket in which two versions may both have answers. */
export type ConcurrentBucket = Readonly<{
	old: VersionBucket;
	new: VersionBucket;
	/** The same split by segment stratum, where segments are given. */
	strata?: readonly Readonly<{ old: VersionBucket; new: VersionBucket }>[];
	/** Self-selected adoption: share of the new cohort's answers given after its own adoption. */
	adopted?: number;
}>;

/** Old and new version side by side. Buckets are 5 minutes or wider; for self-selected adoption they begin before. */
export type ConcurrentCell = Readonly<{
	widthMinutes: number;
	assignment: 'random' | 'self-selected';
	/** Planned share of the new version where the assignment is random. */
	plannedShare?: number;
	/** The value of each entry of `counts`, for instance 1 to 5; for NPS −100, 0, 100 by detractor, passive, promoter. */
	scores?: readonly number[];
	/** Whether the buckets hold cohorts (adopters and not yet) from before the release on. */
	cohorts?: boolean;
	/** Index of the first bucket after the release. */
	releaseAt: number;
	buckets: readonly ConcurrentBucket[];
}>;
