import { adoptionFit, type CohortBucket } from '#lib/stats/impact/adoption.ts';
import { afterPooling, type Pool } from '#lib/stats/impact/concurrent-pool.ts';
import { withPair, type Sample } from '#lib/stats/impact/concurrent.ts';
import { evidenceRadius, logEvidence, mixturePrecision, type Fit } from '#lib/stats/impact/e-process.ts';
import { PATH_A } from '#lib/stats/impact/path-a-method.ts';
import { afterVolumes, PATH_A_VOLUME_START, volumeFit } from '#lib/stats/impact/path-a-volume.ts';
import { afterBucket, PATH_A_START, pathAEvidence, sampleOf } from '#lib/stats/impact/path-a.ts';
import { isSplitBroken, splitEvidence } from '#lib/stats/impact/split.ts';
import { adoptionHours, hasAdopted, type AdoptionPlan } from '../fixtures/impact-simulation-adoption.ts';
import { splitHours, type Split } from '../fixtures/impact-simulation-concurrent.ts';
import { eventHours, type EventSplit } from '../fixtures/impact-simulation-events.ts';
import { simulationRandom, STAR_SD } from '../fixtures/impact-simulation.ts';

/** What somebody saw who looked every hour from the sixth on. */
export type Run = {
	/** Hours after the release at which a direction was declared first, and whether it was the wrong one. */
	declaredAt: number | null;
	wrong: boolean;
	/** The same of the usual comparison that knows nothing of looking often. */
	naiveAt: number | null;
	/** The same of the exact bets alone. */
	exactAt: number | null;
	/** Whether the interval held the true effect at every look. */
	covered: boolean;
	/** Half the interval's width at the end. */
	halfWidth: number;
};

export const STARS = { scores: [1, 2, 3, 4, 5], mean: 4.1, variance: STAR_SD ** 2 };
export const MINIMUM_STARS = 0.1;

const FIRST_LOOK = 6;
const LINE = Math.log(20);

/** One run, looked at hour by hour. */
function createRun(trueEffect: number) {
	const run: Run = { declaredAt: null, wrong: false, naiveAt: null, exactAt: null, covered: true, halfWidth: Infinity };
	return {
		run,
		look: (hour: number, seen: { fit: Fit; precision: number; decisive: number; exact: number; naiveZ: number }) => {
			if (hour < FIRST_LOOK) return;
			run.halfWidth = evidenceRadius(seen.fit, seen.precision);
			if (Math.abs(seen.fit.estimate - trueEffect) > run.halfWidth) run.covered = false;
			if (run.naiveAt === null && Math.abs(seen.naiveZ) > 1.959964) run.naiveAt = hour;
			if (run.exactAt === null && seen.exact >= LINE) run.exactAt = hour;
			if (run.declaredAt !== null || seen.decisive < LINE) return;
			run.declaredAt = hour;
			run.wrong = trueEffect !== 0 && Math.sign(seen.fit.estimate) !== Math.sign(trueEffect);
		}
	};
}

const plus = (a: Sample, b: Sample): Sample => ({ n: a.n + b.n, sum: a.sum + b.sum, sumsq: a.sumsq + b.sumsq });
const NONE: Sample = { n: 0, sum: 0, sumsq: 0 };

/** Welch's t of all answers of one version against all of the other. */
function welch(older: Sample, newer: Sample): number {
	if (older.n < 2 || newer.n < 2) return 0;
	const error = ({ n, sum, sumsq }: Sample) => (sumsq - sum ** 2 / n) / (n - 1) / n;
	return (newer.sum / newer.n - older.sum / older.n) / Math.sqrt(error(older) + error(newer));
}

/** Scores of two versions side by side. */
export function splitRun(split: Split, seed: number, lift = 0): Run {
	const { run, look } = createRun(lift);
	let path = PATH_A_START;
	let [older, newer] = [NONE, NONE];
	splitHours(split, seed, { lift }).forEach((counts, hour) => {
		path = afterBucket(path, STARS, [counts]);
		older = plus(older, sampleOf(counts.older, STARS.scores));
		newer = plus(newer, sampleOf(counts.newer, STARS.scores));
		const evidence = pathAEvidence(path, STARS, MINIMUM_STARS);
		if (!evidence) return;
		const { fit, precision, ready } = evidence;
		const decisive = ready ? evidence.decisive : -Infinity;
		look(hour + 1, {
			fit,
			precision,
			decisive,
			exact: ready ? evidence.exact : -Infinity,
			naiveZ: welch(older, newer)
		});
	});
	return run;
}

/** The same from buckets of five minutes, each waiting up to six hours for the other version's answers. */
export function pooledSplitRun(split: Split, seed: number, lift = 0): Run {
	const { run, look } = createRun(lift);
	let path = PATH_A_START;
	let pool: Pool = [];
	splitHours(split, seed, { lift, bucketsPerHour: 12 }).forEach((counts, bucket) => {
		const pooled = afterPooling(pool, [counts], PATH_A.poolMinutes / 5);
		pool = pooled.pool;
		if (pooled.ready.length > 0) path = afterBucket(path, STARS, pooled.ready);
		if (bucket % 12 !== 11) return;
		const evidence = pathAEvidence(path, STARS, MINIMUM_STARS);
		if (!evidence) return;
		const { fit, precision, ready } = evidence;
		const decisive = ready ? evidence.decisive : -Infinity;
		look((bucket + 1) / 12, { fit, precision, decisive, exact: ready ? evidence.exact : -Infinity, naiveZ: 0 });
	});
	return run;
}

/** Volumes of two versions side by side; effects as ln of the ratio. */
export function eventRun(split: EventSplit, seed: number, lift = 0): Run {
	const { run, look } = createRun(Math.log1p(lift));
	const precision = mixturePrecision((PATH_A.targetSpan / Math.log1p(0.05)) ** 2);
	let path = PATH_A_VOLUME_START;
	const total = { older: 0, newer: 0, olderExposure: 0, newerExposure: 0 };
	eventHours(split, seed, { lift }).forEach((hourly, hour) => {
		path = afterVolumes(path, hourly);
		total.older += hourly.older.events;
		total.newer += hourly.newer.events;
		total.olderExposure += hourly.older.exposure;
		total.newerExposure += hourly.newer.exposure;
		const fit = volumeFit(path);
		if (!fit) return;
		const ready = fit.df + 1 >= PATH_A.buckets && Math.min(total.older, total.newer) >= PATH_A.respondents;
		const naive = Math.log((total.newer * total.olderExposure) / (total.older * total.newerExposure));
		const naiveZ = naive / Math.sqrt(1 / total.older + 1 / total.newer);
		const evidence = ready ? logEvidence(fit, precision) : -Infinity;
		look(hour + 1, { fit, precision, decisive: evidence, exact: -Infinity, naiveZ });
	});
	return run;
}

/** Self-selected adoption: the difference-in-differences; the naive column is path A as if it were random. */
export function adoptionRun(gap: (group: number) => number, seed: number, plan: AdoptionPlan = {}): Run {
	const { preHours = 1008, lift = 0 } = plan;
	const { run, look } = createRun(lift);
	const precision = mixturePrecision((PATH_A.targetSpan / MINIMUM_STARS) ** 2);
	const hours = adoptionHours(gap, seed, { ...plan, preHours }).map((groups) =>
		groups.map((counts) => sampleOf(counts, STARS.scores))
	);
	let naive = PATH_A_START;
	let cohort: CohortBucket[] = [];
	hours.forEach((groups, hour) => {
		const after = hour - preHours + 1;
		if (after <= 0) return;
		const split = (at: number): CohortBucket => {
			const each = hours[at] ?? [];
			const of = (is: boolean) => each.filter((_, group) => hasAdopted(group, after - 1) === is).reduce(plus, NONE);
			const since = each.reduce((n, one, group) => n + (hasAdopted(group, at - preHours) ? one.n : 0), 0);
			const adopters = of(true);
			return { adopters, others: of(false), adopted: adopters.n > 0 ? since / adopters.n : 0 };
		};
		// Who has adopted by now changes once a day: then all of the history is cut anew.
		const isSame = groups.every((_, group) => hasAdopted(group, after - 1) === hasAdopted(group, after - 2));
		cohort = isSame ? [...cohort, split(hour)] : hours.slice(0, hour + 1).map((_, at) => split(at));
		const now = split(hour);
		naive = withSamples(naive, now.others, now.adopters);
		const buckets = cohort;
		const fit = adoptionFit(buckets, STARS.variance);
		if (!fit) return;
		const asRandom = pathAEvidence(naive, STARS, MINIMUM_STARS);
		const naiveZ = asRandom?.ready && asRandom.logEvidence >= LINE ? Infinity : 0;
		look(after, { fit, precision, decisive: logEvidence(fit, precision), exact: -Infinity, naiveZ });
	});
	return run;
}

function withSamples(path: typeof PATH_A_START, older: Sample, newer: Sample): typeof PATH_A_START {
	const totals = withPair(path.totals, older, newer);
	return { ...path, totals, buckets: totals.pairs };
}

/** Hours after which a split was called broken, looked at every hour for `hours`; `null` when never. */
export function brokenAt(
	planned: number,
	actual: number,
	seed: number,
	{ rate = 200, hours = 336 } = {}
): number | null {
	const random = simulationRandom(seed);
	let [older, newer] = [0, 0];
	for (let hour = 1; hour <= hours; hour++) {
		newer += random.poisson(rate * actual);
		older += random.poisson(rate * (1 - actual));
		if (isSplitBroken(splitEvidence([newer, older], [planned, 1 - planned]))) return hour;
	}
	return null;
}
