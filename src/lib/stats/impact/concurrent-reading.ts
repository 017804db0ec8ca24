import type { ImpactCell } from './cell.ts';
import type { ConcurrentBucket, ConcurrentCell, VersionBucket } from './concurrent-cell.ts';
import { trackConcurrent, type ConcurrentState } from './concurrent-tracker.ts';
import { evidenceRadius } from './e-process.ts';
import { sampleOf } from './path-a.ts';
import type { Level, Reading } from './reading.ts';
import type { Reason } from './reason.ts';
import { isSplitBroken, splitEvidence } from './split.ts';

/** Information at some hours after the release, kept once a day: what a projection repeats. */
type Milestone = Readonly<{ hours: number; information: number; df: number }>;

const DAY_HOURS = 24;
const WEEK_HOURS = 168;

const sumOf = (buckets: readonly ConcurrentBucket[], of: (bucket: ConcurrentBucket) => number): number =>
	buckets.reduce((sum, bucket) => sum + of(bucket), 0);

/** Respondents and their mean; of a volume what a bucket would have held if everyone had had the version. */
function levelOf(beside: ConcurrentCell, buckets: readonly ConcurrentBucket[], version: 'old' | 'new'): Level {
	const { scores } = beside;
	if (scores) {
		const samples = buckets.map((bucket) => sampleOf(bucket[version].counts ?? [], scores));
		const n = samples.reduce((total, sample) => total + sample.n, 0);
		return { n, value: n > 0 ? samples.reduce((total, { sum }) => total + sum, 0) / n : null };
	}
	const exposureOf = (bucket: VersionBucket) => bucket.exposure ?? 0;
	const n = sumOf(buckets, (bucket) => bucket[version].events ?? 0);
	const own = sumOf(buckets, (bucket) => exposureOf(bucket[version]));
	const all = sumOf(buckets, (bucket) => exposureOf(bucket.old) + exposureOf(bucket.new));
	return { n, value: own > 0 ? ((n / own) * all) / buckets.length : null };
}

/** What stands against the comparison itself. */
function reasonsOf(beside: ConcurrentCell, buckets: readonly ConcurrentBucket[], isBettingOpen: boolean): Reason[] {
	if (beside.assignment === 'self-selected' && !beside.cohorts) return [{ code: 'SELF_SELECTED', values: {} }];
	const reasons: Reason[] = isBettingOpen ? [{ code: 'BETTING_OPEN', values: {} }] : [];
	const planned = beside.plannedShare;
	if (beside.assignment !== 'random' || planned === undefined) return reasons;
	const people = (of: VersionBucket): number => of.counts?.reduce((sum, count) => sum + count, 0) ?? of.exposure ?? 0;
	const newer = sumOf(buckets, (bucket) => people(bucket.new));
	const older = sumOf(buckets, (bucket) => people(bucket.old));
	if (!isSplitBroken(splitEvidence([newer, older], [planned, 1 - planned]))) return reasons;
	return [{ code: 'SPLIT_BROKEN', values: { planned, seen: newer / (newer + older) } }, ...reasons];
}

/** Information and degrees of freedom later, if they grow on as in the last week. */
function projected(state: ConcurrentState, hours: number, trail: readonly Milestone[], at: number) {
	const { information, df } = state.fit;
	const since = trail.findLast((milestone) => milestone.hours <= hours - WEEK_HOURS) ?? trail[0];
	const from = since && since.hours < hours ? since : { hours: 0, information: 0, df: 0 };
	const more = Math.max(0, at - hours) / Math.max(1, hours - from.hours);
	return {
		information: information + more * Math.max(0, information - from.information),
		df: df + more * Math.max(0, df - from.df)
	};
}

/**
 * What path A says so many closed hours after the release, `null` for now; `null` where no two versions live side by
 * side, or while nothing can be compared. Asked in order of hours it follows; asked for an earlier one it begins anew.
 */
export function concurrentPath(cell: ImpactCell): (hours: number | null) => Reading | null {
	const beside = cell.concurrent;
	if (!beside) return () => null;
	const hoursAt = (index: number): number => ((index - beside.releaseAt) * beside.widthMinutes) / 60;
	// Only cohorts are compared with what they were before.
	const first = beside.cohorts ? 0 : beside.releaseAt;
	let [tracker, next] = [trackConcurrent(cell, beside), first];
	let trail: Milestone[] = [];

	const moveTo = (hours: number): void => {
		if (hoursAt(next) > hours && next > first) {
			[tracker, next] = [trackConcurrent(cell, beside), first];
			trail = [];
		}
		for (let bucket = beside.buckets[next]; bucket && hoursAt(next + 1) <= hours; bucket = beside.buckets[next]) {
			tracker.push(bucket);
			next += 1;
			const day = Math.floor(hoursAt(next) / DAY_HOURS);
			if (day <= trail.length) continue;
			const fit = tracker.read()?.fit;
			trail.push({ hours: hoursAt(next), information: fit?.information ?? 0, df: fit?.df ?? 0 });
		}
	};

	return (asked) => {
		moveTo(asked ?? Infinity);
		const state = tracker.read();
		if (!state) return null;
		const { fit, precision } = state;
		const dispersion = fit.residuals / fit.df;
		const hours = hoursAt(next);
		const seen = beside.buckets.slice(beside.releaseAt, next);
		const reachedTrail = [...trail];
		return {
			effect: fit.estimate,
			standardError: Math.sqrt(dispersion / fit.information),
			logEvidence: state.logEvidence,
			interval: (alpha) => {
				const radius = evidenceRadius(fit, precision, alpha);
				return Number.isFinite(radius)
					? { low: fit.estimate - radius, high: fit.estimate + radius }
					: { low: null, high: null };
			},
			project: (at, alpha) => {
				const { information, df } = projected(state, hours, reachedTrail, at);
				const radius = evidenceRadius({ information, df, residuals: dispersion * df }, precision, alpha);
				return { radius: Number.isFinite(radius) ? radius : null, standardError: Math.sqrt(dispersion / information) };
			},
			ready: state.ready,
			// These read every bucket, and a cold fit asks for few of them.
			get before() {
				return levelOf(beside, seen, 'old');
			},
			get after() {
				return levelOf(beside, seen, 'new');
			},
			get reasons() {
				return reasonsOf(beside, seen, state.isBettingOpen);
			}
		};
	};
}
