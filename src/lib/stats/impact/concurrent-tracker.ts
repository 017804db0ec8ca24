import { adoptionFit, type CohortBucket } from './adoption.ts';
import { bettingEvidence, type BettingScale } from './betting.ts';
import type { ImpactCell } from './cell.ts';
import type { ConcurrentBucket, ConcurrentCell } from './concurrent-cell.ts';
import { afterPooling, type Pool } from './concurrent-pool.ts';
import { logEvidence, mixturePrecision, type Fit } from './e-process.ts';
import { minimumInModel } from './in-metric.ts';
import { METHOD } from './method.ts';
import { PATH_A } from './path-a-method.ts';
import { afterVolumes, PATH_A_VOLUME_START, volumeFit } from './path-a-volume.ts';
import { afterBucket, PATH_A_START, pathAEvidence, sampleOf } from './path-a.ts';

/** What old and new version side by side say after some buckets, in the unit of the model. */
export type ConcurrentState = Readonly<{
	fit: Fit;
	precision: number;
	/** What a direction may rest on. */
	logEvidence: number;
	/** The usual evidence suffices, but the exact one, which few answers need, does not yet. */
	isBettingOpen: boolean;
	ready: boolean;
}>;

/** Follows one way of comparing, bucket by bucket; `read` is `null` while nothing can be compared. */
export type ConcurrentTracker = Readonly<{
	push: (bucket: ConcurrentBucket) => void;
	read: () => ConcurrentState | null;
}>;

const precisionOf = (cell: ImpactCell): number => mixturePrecision((PATH_A.targetSpan / minimumInModel(cell)) ** 2);

/** Scores inside the same buckets, pooled until both versions have an answer. */
function trackScores(cell: ImpactCell, { widthMinutes }: ConcurrentCell, scale: BettingScale): ConcurrentTracker {
	const most = Math.max(1, PATH_A.poolMinutes / widthMinutes);
	let path = PATH_A_START;
	let pool: Pool = [];
	return {
		push: (bucket) => {
			const strata = (bucket.strata ?? [bucket]).map((stratum) => ({
				older: stratum.old.counts ?? [],
				newer: stratum.new.counts ?? []
			}));
			const pooled = afterPooling(pool, strata, most);
			pool = pooled.pool;
			if (pooled.ready.length > 0) path = afterBucket(path, scale, pooled.ready);
		},
		read: () => {
			const seen = pathAEvidence(path, scale, minimumInModel(cell));
			if (!seen) return null;
			const { fit, precision, decisive, ready } = seen;
			const line = -Math.log(METHOD.alpha);
			const exact = bettingEvidence(path.wealth, fit.residuals / fit.df);
			const isBettingOpen = ready && decisive < seen.logEvidence && seen.logEvidence >= line && exact < line;
			return { fit, precision, logEvidence: decisive, isBettingOpen, ready };
		}
	};
}

/** Volumes over what could have made them. */
function trackVolumes(cell: ImpactCell): ConcurrentTracker {
	let path = PATH_A_VOLUME_START;
	let [older, newer] = [0, 0];
	return {
		push: (bucket) => {
			older += bucket.old.events ?? 0;
			newer += bucket.new.events ?? 0;
			path = afterVolumes(path, {
				older: { events: bucket.old.events ?? 0, exposure: bucket.old.exposure ?? 0 },
				newer: { events: bucket.new.events ?? 0, exposure: bucket.new.exposure ?? 0 }
			});
		},
		read: () => {
			const fit = volumeFit(path);
			if (!fit) return null;
			const precision = precisionOf(cell);
			const ready = path.pairs >= PATH_A.buckets && Math.min(older, newer) >= PATH_A.respondents;
			return { fit, precision, logEvidence: logEvidence(fit, precision), isBettingOpen: false, ready };
		}
	};
}

/** Adopters against the others, before and after their adoption. */
function trackCohorts(cell: ImpactCell, { scores, releaseAt }: ConcurrentCell, variance: number): ConcurrentTracker {
	const buckets: CohortBucket[] = [];
	return {
		push: (bucket) => {
			buckets.push({
				others: sampleOf(bucket.old.counts ?? [], scores ?? []),
				adopters: sampleOf(bucket.new.counts ?? [], scores ?? []),
				adopted: bucket.adopted ?? 0
			});
		},
		read: () => {
			const fit = adoptionFit(buckets, variance);
			if (!fit) return null;
			const both = buckets.slice(releaseAt).filter(({ others, adopters }) => others.n > 0 && adopters.n > 0);
			const answers = (of: (bucket: CohortBucket) => number) => both.reduce((sum, bucket) => sum + of(bucket), 0);
			const fewest = Math.min(
				answers(({ others }) => others.n),
				answers(({ adopters }) => adopters.n)
			);
			const precision = precisionOf(cell);
			const ready = both.length >= PATH_A.buckets && fewest >= PATH_A.respondents;
			return { fit, precision, logEvidence: logEvidence(fit, precision), isBettingOpen: false, ready };
		}
	};
}

/** The way of comparing that the cell allows; scores are centred on what was known of them before the release. */
export function trackConcurrent(cell: ImpactCell, beside: ConcurrentCell): ConcurrentTracker {
	if (cell.kind === 'volume') return trackVolumes(cell);
	const before = cell.buckets.slice(0, cell.releaseAt).filter(({ n }) => n > 0);
	const total = before.reduce((sum, { n }) => sum + n, 0);
	const mean = before.reduce((sum, bucket) => sum + bucket.sum, 0) / total;
	const within = before.reduce((sum, bucket) => sum + Math.max(0, bucket.sumsq - bucket.sum ** 2 / bucket.n), 0);
	const variance = within / Math.max(1, total - before.length);
	if (beside.cohorts) return trackCohorts(cell, beside, variance);
	return trackScores(cell, beside, { scores: beside.scores ?? [], mean, variance });
}
