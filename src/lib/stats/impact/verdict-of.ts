import type { ImpactCell } from './cell.ts';
import { onsetCautions } from './cautions.ts';
import { decide, type Decided } from './decide.ts';
import { effectIn, endsIn } from './in-metric.ts';
import { METHOD } from './method.ts';
import { type Outlook, SETTLED_HOURS } from './outlook.ts';
import type { Ends, Reading } from './reading.ts';
import type { Reason } from './reason.ts';
import { WINDOW_HOURS } from './series-design.ts';
import type { BoardPlace, Established, ImpactOutcome, Onset, VerdictName } from './verdict.ts';

/** What a verdict is put together from, once everything was read. */
export type Evidence = Readonly<{
	cell: ImpactCell;
	path: ImpactOutcome['path'];
	reading: Reading;
	/** A step at the release, where another shape leads. */
	stepInterval: ((alpha: number) => Ends) | null;
	/** Level of a claim: less where the pre-window is short. */
	alpha: number;
	place: BoardPlace;
	closed: number;
	onset: Onset;
	/** Why nothing can be told; empty where all gates are passed. */
	gates: readonly Reason[];
	/** Why it is too early though the evidence would do. */
	waits: readonly Reason[];
	cautions: readonly Reason[];
	established: Established | null;
	outlook: Outlook;
}>;

type Verdict = Pick<ImpactOutcome, 'verdict' | 'reasons' | 'meaningful' | 'slight' | 'fading'>;

const PLAIN = { meaningful: false, slight: null, fading: false } as const;

/** The level of the evidence at which a cell counts as selected. */
export const askedEvidence = ({ threshold }: BoardPlace, alpha: number): number => Math.max(threshold, 1 / alpha);

function waiting({ reading, cell, closed, place, alpha, waits, outlook, path }: Evidence): Verdict {
	const hours = closed * cell.widthHours;
	const ends = endsIn(cell.kind, reading.interval(alpha));
	const signal = reading.logEvidence >= -Math.log(alpha);
	const over = hours >= WINDOW_HOURS;
	const reasons: Reason[] = [...waits];
	if (!reading.ready) reasons.push({ code: 'TOO_FEW', values: { hours, buckets: closed, answers: reading.after.n } });
	else if (signal && waits.length === 0)
		reasons.push({ code: 'NOT_CONFIRMED', values: { cells: place.cells, threshold: place.threshold } });
	const values = {
		...(ends.low === null ? {} : { low: ends.low }),
		...(ends.high === null ? {} : { high: ends.high })
	};
	if (over) reasons.push({ code: 'WINDOW_OVER', values: { hours, ...values } });
	else if (reading.ready && !signal) reasons.push({ code: 'COLLECTING', values: { hours, ...values } });
	if (!over && reading.ready && outlook.decidableAt === null && path === 'before-after')
		reasons.push({
			code: 'UNDECIDABLE',
			values: outlook.finalDetectableEffect === null ? {} : { detectable: outlook.finalDetectableEffect }
		});
	return { verdict: over ? 'undecided' : 'too-early', reasons, ...PLAIN };
}

/** The level-of-claim decision of this moment, before anything that was established earlier. */
function decidedNow({ cell, reading, stepInterval, alpha, place, closed }: Evidence): Decided {
	const equivalence = [reading.interval(2 * alpha), ...(stepInterval ? [stepInterval(2 * alpha)] : [])];
	return decide({
		claim: endsIn(cell.kind, reading.interval(alpha)),
		equivalence: equivalence.map((ends) => endsIn(cell.kind, ends)),
		minimumEffect: cell.minimumEffect,
		direction: cell.direction,
		selected: reading.logEvidence >= Math.log(askedEvidence(place, alpha)),
		settled: closed * cell.widthHours >= SETTLED_HOURS[cell.rollout]
	});
}

const isDirection = (verdict: VerdictName | null): boolean => verdict === 'improved' || verdict === 'regressed';

/** The verdict in the order of the gates: not identifiable, too early, no meaningful change, a direction, undecided. */
export function verdictOf(evidence: Evidence): Verdict {
	const { gates, cautions, established, waits, reading, onset } = evidence;
	if (gates.length > 0) return { verdict: 'not-identifiable', reasons: [...gates, ...cautions], ...PLAIN };
	const shaped = [...onsetCautions(onset), ...cautions];
	const now = reading.ready ? decidedNow(evidence) : null;
	if (now?.verdict === 'no-meaningful-change')
		return { verdict: now.verdict, reasons: cautions, meaningful: false, slight: now.slight, fading: false };
	if (now?.verdict && isDirection(now.verdict) && waits.length === 0)
		return { verdict: now.verdict, reasons: shaped, meaningful: now.meaningful, slight: null, fading: false };
	if (established) {
		const { low, high } = reading.interval(evidence.alpha);
		const fading = low === null || high === null || (low <= 0 && high >= 0);
		return { verdict: established.verdict, reasons: shaped, ...PLAIN, fading };
	}
	const wait = waiting(evidence);
	return { ...wait, reasons: [...wait.reasons, ...cautions] };
}

/** The effect with the interval that is shown, in the metric's unit. */
export function shownInterval({ cell, reading, alpha, place }: Evidence): {
	effect: number;
	low: number | null;
	high: number | null;
} {
	const ends = endsIn(cell.kind, reading.interval(Math.min(alpha, place.alpha)));
	return { effect: effectIn(cell.kind, reading.effect), ...ends };
}

/** A cell alone on its board. */
export const ALONE: BoardPlace = { threshold: 1 / METHOD.alpha, alpha: METHOD.alpha, cells: 1 };
