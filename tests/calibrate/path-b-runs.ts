import { averagedEstimate, averagedInterval, averagedLogEvidence } from '#lib/stats/impact/averaged-evidence.ts';
import type { Bucket, ImpactCell } from '#lib/stats/impact/cell.ts';
import { createSeries } from '#lib/stats/impact/series.ts';
import { shapeFit } from '#lib/stats/impact/step-model.ts';
import { createBurstGate } from '#lib/stats/impact/burst-gate.ts';
import { createTimingGate } from '#lib/stats/impact/timing-gate.ts';
import { clockAt, hourlyCell, parted, simulatedCell } from '../fixtures/impact-cells.ts';
import type { Family, SeriesPlan } from '../fixtures/impact-simulation-series.ts';
import { volumeSeries, type VolumePlan } from '../fixtures/impact-simulation-volume.ts';

/** What somebody saw who looked at every closed hour from the sixth on. */
export type SeriesRun = {
	/** Hours after the release at which a direction was declared first: by the evidence alone, and past both gates. */
	declaredAt: number | null;
	gatedAt: number | null;
	wrong: boolean;
	/** The same of Welch's t-test of all answers since against all before. */
	naiveAt: number | null;
	/** Whether the interval held the true effect at every look. */
	covered: boolean;
	/** Half the interval's width a week after. */
	halfWidth: number | null;
	kappa: number;
};

const FIRST_LOOK = 6;
const WEEK = 168;
const LINE = Math.log(20);

type Sums = { n: number; sum: number; sumsq: number };

const total = (buckets: readonly Bucket[]): Sums =>
	buckets.reduce((sums, { n, sum, sumsq }) => ({ n: sums.n + n, sum: sums.sum + sum, sumsq: sums.sumsq + sumsq }), {
		n: 0,
		sum: 0,
		sumsq: 0
	});

function welch(before: Sums, after: Sums): number {
	const error = ({ n, sum, sumsq }: Sums) => (sumsq - sum ** 2 / n) / (n - 1) / n;
	return (after.sum / after.n - before.sum / before.n) / Math.sqrt(error(before) + error(after));
}

/** How many hours a pre-window of less than three weeks doubles the evidence asked for. */
const WEAK_HOURS = 21 * 24;

/** One series, looked at hour by hour; `trueEffect` in the unit of the model. */
export function seriesRun(cell: ImpactCell, trueEffect: number, { gates = false } = {}): SeriesRun {
	const { before, after } = parted(cell);
	const series = createSeries(before);
	const { unit } = series.design.scale;
	const asked = LINE + (cell.releaseAt < WEAK_HOURS ? Math.LN2 : 0);
	const timing = createTimingGate(series);
	const burst = createBurstGate(series);
	const kappa = series.placebo.kappa;
	const run: SeriesRun = {
		declaredAt: null,
		gatedAt: null,
		wrong: false,
		naiveAt: null,
		covered: true,
		halfWidth: null,
		kappa
	};
	const earlier = total(before.buckets);
	let later: Sums = { n: 0, sum: 0, sumsq: 0 };
	after.forEach((bucket, index) => {
		const look = series.push(bucket);
		const hour = index + 1;
		later = total([{ ...bucket, ...later }, bucket]);
		const fit = shapeFit(look.readings, look.leading, series.precisions, series.placebo.kappa);
		if (hour < FIRST_LOOK || !fit) return;
		if (run.covered && averagedLogEvidence(fit, trueEffect / unit) >= asked) run.covered = false;
		if (run.naiveAt === null && cell.kind === 'mean' && Math.abs(welch(earlier, later)) > 1.959964) run.naiveAt = hour;
		if (hour === WEEK) {
			const { low, high } = averagedInterval(fit, asked);
			run.halfWidth = low === null || high === null ? null : ((high - low) / 2) * unit;
		}
		if (look.logEvidence < asked) return;
		if (run.declaredAt === null) {
			run.declaredAt = hour;
			run.wrong = trueEffect !== 0 && Math.sign(averagedEstimate(fit).estimate) !== Math.sign(trueEffect);
		}
		if (gates && run.gatedAt === null && !timing(look).isBefore && burst(look)) run.gatedAt = hour;
	});
	return run;
}

/** One simulated release of stars. */
export const starRun = (
	family: Family,
	seed: number,
	plan: SeriesPlan = {},
	{ gates = false, differing = {} }: { gates?: boolean; differing?: Partial<ImpactCell> } = {}
): SeriesRun => seriesRun(simulatedCell(family, seed, plan, differing), plan.lift ?? 0, { gates });

/** One simulated release and how many answered. */
export function volumeRun(seed: number, plan: VolumePlan = {}): SeriesRun {
	const counts = volumeSeries(seed, plan);
	const buckets = Array.from(counts, (n, hour) => ({ n, sum: 0, sumsq: 0, ...clockAt(hour) }));
	const cell = hourlyCell(buckets, plan.preHours ?? 1008, { kind: 'volume', minimumEffect: 0.05 });
	return seriesRun(cell, Math.log1p(plan.lift ?? 0));
}
