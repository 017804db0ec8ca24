import { EARLIER_DAYS, earlierValues } from './onset.ts';
import { mixturePrecision } from './e-process.ts';
import type { Look, Series } from './series.ts';
import { type Bank, freshBank, pushBank, readBank, shapeEvidences } from './step-model.ts';
import { logSumOfExp } from './averaged-evidence.ts';

/** Whether the change began before the release, by the odds against that. `days` is the likeliest beginning. */
export type Timing = Readonly<{ logOdds: number; days: number; isBefore: boolean }>;

/**
 * Odds below which the gate objects, and below which it goes on objecting: asked every hour, odds that hover around 1
 * would pass sooner or later by chance alone.
 */
const OBJECTS = 1;
const GOES_ON = 3;

/** Asks a series when its change began; keeps what it has seen, so that asking after each bucket stays cheap. */
export type TimingGate = (look: Look) => Timing;

/**
 * Sets steps on each of the 14 days before the release against the shapes since: equal prior weight on both. Only
 * withholds a verdict, so it costs no false positives.
 */
export function createTimingGate(series: Series): TimingGate {
	const { design, atRelease, placebo, precisions } = series;
	let bank: Bank | null = null;
	let seen = 0;
	let version = -1;
	let objected = false;
	// Every earlier step is given the precision of the step at the release.
	const own = precisions.map((byShape) => {
		const atStep = byShape[0] ?? mixturePrecision(1);
		return new Float64Array(EARLIER_DAYS.length).fill(atStep);
	});
	return ({ evidences }) => {
		const rows = series.rows();
		if (!bank || version !== series.rewrites()) {
			bank = freshBank(atRelease, EARLIER_DAYS.length);
			seen = 0;
			version = series.rewrites();
		}
		for (; seen < rows.length; seen++) {
			const row = rows[seen];
			if (row) pushBank(bank, row, earlierValues(design.hoursOf(seen)));
		}
		const earlier = shapeEvidences(readBank(bank), EARLIER_DAYS.length, own, placebo.kappa);
		const best = earlier.indexOf(earlier.reduce((most, evidence) => Math.max(most, evidence), -Infinity));
		const logOdds = logSumOfExp(evidences) - (logSumOfExp(earlier) - Math.log(earlier.length));
		objected = logOdds < Math.log(objected ? GOES_ON : OBJECTS);
		return { logOdds, days: EARLIER_DAYS[best] ?? 0, isBefore: objected };
	};
}
