import { createBurstGate } from './burst-gate.ts';
import type { Bucket, ImpactCell } from './cell.ts';
import { gateReasons, isWeak } from './gates.ts';
import { METHOD } from './method.ts';
import type { Reading } from './reading.ts';
import type { Reason } from './reason.ts';
import { createSeries, type Look, type Series } from './series.ts';
import { createSeriesReader, type SeriesReading } from './series-reading.ts';
import { createTimingGate } from './timing-gate.ts';

/** What path A says so many hours after the release; of now for `null`. */
export type ConcurrentPath = (hours: number | null) => Reading | null;

/** One closed bucket as it was judged when it closed. */
export type Judged = Readonly<{ logEvidence: number; direction: 1 | -1; clear: boolean; ready: boolean }>;

/** A series with the gates that were asked of it after each closed bucket, and what it says now. */
export type TrackedSeries = Readonly<{
	series: Series;
	/** Error that a claim may use: less where the pre-window is short. */
	alpha: number;
	judged: () => readonly Judged[];
	/** The timing and burst gates' objection, while nothing was ever clear of it. */
	objection: () => Reason | null;
	push: (bucket: Bucket) => void;
	read: (open: Bucket | null) => { look: Look; reading: SeriesReading | null };
}>;

/** Follows a cell and asks the gates at every closed bucket at which the evidence suffices. */
export function trackSeries(cell: ImpactCell, concurrent: ConcurrentPath): TrackedSeries {
	const closed = { ...cell, buckets: cell.buckets.slice(0, cell.releaseAt) };
	const series = createSeries({ ...closed, otherReleases: cell.otherReleases });
	const readerOf = createSeriesReader(series);
	const timing = createTimingGate(series);
	const burst = createBurstGate(series);
	const alpha = isWeak(cell) ? METHOD.alpha / 2 : METHOD.alpha;
	const judged: Judged[] = [];
	let objection: Reason | null = null;
	let wasClear = false;

	/** Why this change may not be the release's, asked of the evidence itself. */
	const evidenceGates = (look: Look): Reason | null => {
		const { logOdds, days, isBefore } = timing(look);
		if (isBefore) return { code: 'STEP_BEFORE', values: { days, odds: Math.exp(logOdds) } };
		return burst(look) ? null : { code: 'ONE_BURST', values: {} };
	};

	const push = (bucket: Bucket) => {
		const look = series.push(bucket);
		const own = readerOf(look);
		const other = concurrent((series.rows().length - cell.releaseAt) * cell.widthHours);
		const beside = other?.ready ? other : null;
		const deciding = beside ?? own;
		const logEvidence = beside?.logEvidence ?? look.logEvidence;
		const direction = (deciding?.effect ?? 0) >= 0 ? 1 : -1;
		if (!own || !deciding?.ready || logEvidence < -Math.log(alpha)) {
			// What no longer has the evidence has no objection to meet either.
			if (!wasClear) objection = null;
			judged.push({ logEvidence, direction, clear: false, ready: deciding?.ready === true });
			return;
		}
		if (!wasClear && !beside) objection = evidenceGates(look);
		const reasons = [...(beside?.reasons ?? []), ...gateReasons(series, look, own, other)];
		const clear = reasons.every(({ code }) => code === 'BETTING_OPEN') && objection === null;
		wasClear ||= clear;
		judged.push({ logEvidence, direction, clear, ready: true });
	};
	for (const bucket of cell.buckets.slice(cell.releaseAt)) push(bucket);

	return {
		series,
		alpha,
		judged: () => judged,
		objection: () => objection,
		push,
		read: (open) => {
			const look = series.look(open);
			return { look, reading: readerOf(look) };
		}
	};
}
